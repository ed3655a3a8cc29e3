//! The communes of a CTSA have days, and a history. No commune is in two CTSA on one day: the table
//! holds it, whatever writes it. What a file awaits keeps the commune of the foyer, from which the CTSA
//! follows day by day.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index, m0003_comptes};

pub struct Territoire;

impl MigrationName for Territoire {
    fn name(&self) -> &str {
        "m0005_territoire"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Territoire {
    /// SQLite drops no constraint: the tables are made anew, this one with what it held.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        executer(manager, "ALTER TABLE territoire RENAME TO territoire_avant").await?;
        manager.create_table(territoire()).await?;
        executer(manager, REPRISE).await?;
        executer(manager, "DROP TABLE territoire_avant").await?;
        index(manager, "territoire", &["organisation_id", "commune", "debut", "fin"]).await?;
        index(manager, "territoire", &["commune", "debut", "fin"]).await?;
        manager.create_table(etape()).await?;
        // What the agents of a CTSA decided since a day.
        index(manager, "parcours_etape", &["agent_id", "instant"]).await?;
        for regle in regles(manager.get_database_backend()) {
            executer(manager, &regle).await?;
        }
        manager.drop_table(Table::drop().table("attente").to_owned()).await?;
        manager.create_table(attente()).await?;
        for colonnes in INDEX {
            index(manager, "attente", colonnes).await?;
        }
        m0003_comptes::indexer(manager).await?;
        executer(manager, A_REFAIRE).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Nobody kept since when: the rSa exists since that day (law 2008-1249), and with it the CTSA.
const REPRISE: &str = "INSERT INTO territoire (organisation_id, commune, debut) \
     SELECT organisation_id, commune, '2009-06-01' FROM territoire_avant";

fn territoire() -> TableCreateStatement {
    Table::create()
        .table("territoire")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string_len("commune", 5))
        .col(date("debut"))
        .col(date_null("fin"))
        .foreign_key(&mut cle_etrangere("territoire", "organisation_id", "organisation"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .to_owned()
}

/// A change. `rang`: 1 for the first one, then one more each time: two at once are one too many.
/// `organisation_id`: the CTSA that received the communes, from `debut` on. `communes`, `mouvements` and
/// `avant`: which, what it moved, and how they were held, so that it can be put back (JSON).
fn etape() -> TableCreateStatement {
    Table::create()
        .table("territoire_etape")
        .col(big_pk_auto("id"))
        .col(integer_uniq("rang"))
        .col(string("geste"))
        .col(big_integer("organisation_id"))
        .col(date("debut"))
        .col(text("communes"))
        .col(text("quoi"))
        .col(text_null("motif"))
        .col(text("mouvements"))
        .col(text("avant"))
        .col(big_integer("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .foreign_key(&mut cle_etrangere("territoire_etape", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("territoire_etape", "agent_id", "agent"))
        .check(Expr::cust("rang > 0"))
        .to_owned()
}

/// The rows of what is awaited come anew: the server writes them again as it starts.
const A_REFAIRE: &str = "DELETE FROM reglage WHERE cle = 'regles'";

/// A key of the reader, then what a list asks for: counts read nothing but the index.
const INDEX: [&[&str]; 4] = [
    &["personne_id", "du", "avant"],
    &["commune", "quoi", "limite", "du", "avant", "proche_le"],
    &["structure_id", "quoi", "limite", "du", "avant", "proche_le"],
    &["porteur_id", "quoi", "du", "avant"],
];

fn attente() -> TableCreateStatement {
    let mut personne = cle_etrangere("attente", "personne_id", "personne");
    Table::create()
        .table("attente")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(string_len_null("commune", 5))
        .col(big_integer_null("structure_id"))
        .col(big_integer_null("referent_id"))
        .col(big_integer_null("porteur_id"))
        .col(string("quoi"))
        .col(big_integer_null("objet_id"))
        .col(date("depuis"))
        .col(date_null("proche_le"))
        .col(date_null("limite"))
        .col(string_null("regle_cle"))
        .col(date_null("regle_debut"))
        .col(date_time("du"))
        .col(date_time("avant"))
        .foreign_key(personne.on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut cle_etrangere("attente", "structure_id", "organisation"))
        .foreign_key(&mut cle_etrangere("attente", "referent_id", "agent"))
        .foreign_key(&mut cle_etrangere("attente", "porteur_id", "agent"))
        .to_owned()
}

fn regles(moteur: DbBackend) -> Vec<String> {
    match moteur {
        DbBackend::Postgres => [UNE_COMMUNE, EXCLUSION].map(str::to_owned).to_vec(),
        _ => ["INSERT", "UPDATE"].map(refus).to_vec(),
    }
}

/// A range of one commune stands for equality: no extension.
const UNE_COMMUNE: &str = "CREATE TYPE une_commune AS RANGE (subtype = text, collation = \"C\")";

/// Both ends are days of it.
const EXCLUSION: &str = "ALTER TABLE territoire ADD CONSTRAINT ex_territoire_jours EXCLUDE USING gist \
     (une_commune(commune, commune, '[]') WITH &&, daterange(debut, fin, '[]') WITH &&)";

fn refus(quand: &str) -> String {
    format!(
        "CREATE TRIGGER tr_territoire_jours_{} BEFORE {quand} ON territoire WHEN EXISTS (\
         SELECT 1 FROM territoire AS autre WHERE autre.commune = NEW.commune AND autre.id IS NOT NEW.id \
         AND (autre.fin IS NULL OR autre.fin >= NEW.debut) AND (NEW.fin IS NULL OR NEW.fin >= autre.debut)) \
         BEGIN SELECT RAISE(ABORT, 'ex_territoire_jours'); END",
        quand.to_lowercase()
    )
}
