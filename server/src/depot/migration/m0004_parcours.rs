//! What the Département decides about a parcours: who decided, why, from when and until why; and the
//! history of its decisions. Nobody is in two structures, nor has two référents, on one day: the
//! tables hold it, whatever writes them.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use super::{attente, cle_etrangere, executer, index, index_des_presentes, un_seul_en_cours};

pub struct Parcours;

impl MigrationName for Parcours {
    fn name(&self) -> &str {
        "m0004_parcours"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Parcours {
    /// SQLite drops no constraint: the table is made anew, with what it held.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        executer(manager, "ALTER TABLE orientation RENAME TO orientation_avant").await?;
        manager.create_table(orientation()).await?;
        executer(manager, REPRISE).await?;
        executer(manager, "DROP TABLE orientation_avant").await?;
        un_seul_en_cours(manager, "orientation", "personne_id").await?;
        index(manager, "orientation", &["personne_id", "organisation_id", "debut", "fin"]).await?;
        index(manager, "orientation", &["organisation_id", "personne_id", "debut", "fin"]).await?;
        manager.create_table(lot()).await?;
        manager.create_table(etape()).await?;
        index_des_presentes(manager, "parcours_etape", "lot_id").await?;
        for sql in SOUMISES {
            executer(manager, sql).await?;
        }
        attente::refaire(manager).await?;
        executer(manager, A_REFAIRE).await?;
        for regle in regles(manager.get_database_backend()) {
            executer(manager, &regle).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Until now an orientation began on the day of its decision, and one that ended had been followed by
/// another.
const REPRISE: &str = "INSERT INTO orientation (id, personne_id, organisation_id, sorte, origine, decideur, decidee_le, \
     notifiee_le, debut, fin, motif_fin) \
     SELECT id, personne_id, organisation_id, sorte, \
     CASE WHEN EXISTS (SELECT 1 FROM orientation_avant AS autre WHERE autre.personne_id = avant.personne_id \
     AND autre.debut < avant.debut) THEN 'reorientation' ELSE 'premiere' END, \
     'departement', debut, notifiee_le, debut, fin, CASE WHEN fin IS NULL THEN NULL ELSE 'reorientation' END \
     FROM orientation_avant AS avant";

/// The delays run from `decidee_le` (2016 text) or `notifiee_le` (2025), the access from `debut`.
fn orientation() -> TableCreateStatement {
    Table::create()
        .table("orientation")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("organisation_id"))
        .col(string("sorte"))
        .col(string("origine"))
        .col(string("decideur"))
        .col(date("decidee_le"))
        .col(date_null("notifiee_le"))
        .col(date("debut"))
        .col(date_null("fin"))
        .col(string_null("motif_fin"))
        .foreign_key(&mut cle_etrangere("orientation", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("orientation", "organisation_id", "organisation"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .check(Expr::cust("(fin IS NULL) = (motif_fin IS NULL)"))
        .check(Expr::cust("notifiee_le IS NULL OR notifiee_le >= decidee_le"))
        .to_owned()
}

/// One decision for several persons. `exclues`, `gardees`: those who were not oriented, and whose
/// orientation was not undone, each with the reason (JSON).
fn lot() -> TableCreateStatement {
    Table::create()
        .table("lot_orientation")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(big_integer("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .col(text("quoi"))
        .col(text("exclues"))
        .col(text("gardees").default("[]"))
        .col(timestamp_with_time_zone_null("annule_le"))
        .foreign_key(&mut cle_etrangere("lot_orientation", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("lot_orientation", "agent_id", "agent"))
        .to_owned()
}

/// A decision. `rang`: 1 for the first about a person, then one more each time: two at once are one
/// too many. `avant`: the parcours as it was (JSON of `ParcoursTenu`), so that it can be put back.
fn etape() -> TableCreateStatement {
    Table::create()
        .table("parcours_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(integer("rang"))
        .col(string("geste"))
        .col(text("quoi"))
        .col(text_null("motif"))
        .col(text("avant"))
        .col(big_integer_null("lot_id"))
        .col(big_integer("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .index(
            Index::create()
                .unique()
                .name("ux_parcours_etape_personne_id_rang")
                .col("personne_id")
                .col("rang"),
        )
        .foreign_key(&mut cle_etrangere("parcours_etape", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("parcours_etape", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("parcours_etape", "lot_id", "lot_orientation"))
        .check(Expr::cust("rang > 0"))
        .to_owned()
}

/// When the services learnt that somebody is subject to droits et devoirs: of those known before, the
/// day of the last flow stands for it.
const SOUMISES: [&str; 2] = [
    "ALTER TABLE personne ADD COLUMN soumise_le date",
    "UPDATE personne SET soumise_le = (SELECT dossier.date_reference FROM dossier WHERE dossier.id = personne.dossier_id) \
     WHERE droits_et_devoirs",
];

/// The rows of what is awaited were written by other rules: the server writes them again as it starts.
const A_REFAIRE: &str = "DELETE FROM reglage WHERE cle = 'regles'";

const TABLES: [&str; 2] = ["orientation", "referent"];

fn regles(moteur: DbBackend) -> Vec<String> {
    match moteur {
        DbBackend::Postgres => {
            TABLES.iter().map(|table| exclusion(table)).chain([SUITE.to_owned()]).collect()
        }
        _ => TABLES.iter().flat_map(|table| ["INSERT", "UPDATE"].map(|quand| refus(table, quand))).collect(),
    }
}

/// Numbers were copied: the next one follows them.
const SUITE: &str = "SELECT setval(pg_get_serial_sequence('orientation', 'id'), \
     (SELECT COALESCE(MAX(id), 0) + 1 FROM orientation), FALSE)";

/// Both ends are days of it. A range of one number stands for equality: no extension.
fn exclusion(table: &str) -> String {
    format!(
        "ALTER TABLE {table} ADD CONSTRAINT ex_{table}_jours EXCLUDE USING gist \
         (int8range(personne_id, personne_id, '[]') WITH &&, daterange(debut, fin, '[]') WITH &&)"
    )
}

fn refus(table: &str, quand: &str) -> String {
    format!(
        "CREATE TRIGGER tr_{table}_jours_{} BEFORE {quand} ON {table} WHEN EXISTS (\
         SELECT 1 FROM {table} AS autre WHERE autre.personne_id = NEW.personne_id AND autre.id IS NOT NEW.id \
         AND (autre.fin IS NULL OR autre.fin >= NEW.debut) AND (NEW.fin IS NULL OR NEW.fin >= autre.debut)) \
         BEGIN SELECT RAISE(ABORT, 'ex_{table}_jours'); END",
        quand.to_lowercase()
    )
}
