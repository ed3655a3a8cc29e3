//! Conventions, their avenants with dated terms, and quotas. Their days are held by the tables
//! themselves: whatever writes them, no two conventions of an organisation share a day, and a later
//! avenant is never dated before an earlier one. What was cancelled stays, and holds no day.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [convention(), avenant(), quota()] {
        manager.create_table(table).await?;
    }
    index(manager, "convention", &["organisation_id"]).await?;
    executer(manager, SANS_FIN).await?;
    let regles = match manager.get_database_backend() {
        DbBackend::Postgres => jours_postgres(),
        _ => jours_sqlite(),
    };
    for regle in regles {
        executer(manager, &regle).await?;
    }
    Ok(())
}

const SANS_FIN: &str = "CREATE UNIQUE INDEX ux_convention_sans_fin ON convention (organisation_id) \
     WHERE date_fin IS NULL AND annulation_le IS NULL";

/// A notice has its end, its reason, its author and its instant, or does not exist.
const DENONCIATION: &str = "(denoncee_le IS NULL AND denonciation_motif IS NULL AND denonciation_saisie_le IS NULL) \
     OR (denoncee_le >= date_effet AND date_fin IS NOT NULL AND denonciation_motif IS NOT NULL \
     AND denonciation_saisie_le IS NOT NULL)";

/// A cancellation has its instant, its author and its reason, or does not exist.
const ANNULATION: &str = "(annulation_le IS NULL AND annulation_par IS NULL AND annulation_motif IS NULL) \
     OR (annulation_le IS NOT NULL AND annulation_par IS NOT NULL AND annulation_motif IS NOT NULL)";

fn convention() -> TableCreateStatement {
    Table::create()
        .table("convention")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("reference"))
        .col(integer("version").default(1))
        .col(date("date_effet"))
        .col(date_null("date_fin"))
        .col(boolean("tacite").default(true))
        .col(date_null("denoncee_le"))
        .col(text_null("denonciation_motif"))
        .col(big_integer_null("denonciation_par"))
        .col(timestamp_with_time_zone_null("denonciation_saisie_le"))
        .col(timestamp_with_time_zone_null("annulation_le"))
        .col(big_integer_null("annulation_par"))
        .col(text_null("annulation_motif"))
        .foreign_key(&mut cle_etrangere("convention", "organisation_id", "organisation"))
        .check(Expr::cust("date_fin IS NULL OR date_fin >= date_effet"))
        .check(Expr::cust("tacite OR date_fin IS NOT NULL"))
        .check(Expr::cust(DENONCIATION))
        .check(Expr::cust(ANNULATION))
        .to_owned()
}

/// `numero` 0 holds the initial terms; the one in force on a day is the highest that has
/// taken effect. `territoire`: the communes of one that is limited to some.
fn avenant() -> TableCreateStatement {
    Table::create()
        .table("avenant")
        .col(big_pk_auto("id"))
        .col(big_integer("convention_id"))
        .col(integer("numero"))
        .col(date("date_effet"))
        .col(string("niveau"))
        .col(text("territoire").default(""))
        .col(text("rubriques"))
        .col(boolean("saisie"))
        .col(text("objet"))
        .col(timestamp_with_time_zone("saisi_le"))
        .col(big_integer_null("saisi_par"))
        .col(timestamp_with_time_zone_null("annulation_le"))
        .col(big_integer_null("annulation_par"))
        .col(text_null("annulation_motif"))
        .index(
            Index::create()
                .unique()
                .name("ux_avenant_convention_id_numero")
                .col("convention_id")
                .col("numero"),
        )
        .foreign_key(&mut cle_etrangere("avenant", "convention_id", "convention"))
        .foreign_key(&mut cle_etrangere("avenant", "saisi_par", "agent"))
        .check(Expr::cust("numero >= 0"))
        .check(Expr::cust(ANNULATION))
        .to_owned()
}

fn quota() -> TableCreateStatement {
    Table::create()
        .table("quota")
        .col(big_integer("avenant_id"))
        .col(string("profil"))
        .col(integer("nombre"))
        .primary_key(Index::create().col("avenant_id").col("profil"))
        .foreign_key(&mut cle_etrangere("quota", "avenant_id", "avenant"))
        .check(Expr::cust("nombre >= 0"))
        .to_owned()
}

/// Both ends are days in force. A range of one number stands for equality: no extension.
const EXCLUSION: &str = "ALTER TABLE convention ADD CONSTRAINT ex_convention_jours EXCLUDE USING gist \
     (int8range(organisation_id, organisation_id, '[]') WITH &&, daterange(date_effet, date_fin, '[]') WITH &&) \
     WHERE (annulation_le IS NULL)";

const CHEVAUCHE: &str = "SELECT 1 FROM convention AS autre WHERE autre.organisation_id = NEW.organisation_id \
     AND autre.id IS NOT NEW.id AND NEW.annulation_le IS NULL AND autre.annulation_le IS NULL \
     AND (autre.date_fin IS NULL OR autre.date_fin >= NEW.date_effet) \
     AND (NEW.date_fin IS NULL OR NEW.date_fin >= autre.date_effet)";

const DESORDRE: &str = "SELECT 1 FROM avenant AS autre WHERE autre.convention_id = NEW.convention_id \
     AND NEW.annulation_le IS NULL AND autre.annulation_le IS NULL \
     AND ((autre.numero < NEW.numero AND autre.date_effet > NEW.date_effet) \
     OR (autre.numero > NEW.numero AND autre.date_effet < NEW.date_effet))";

fn jours_postgres() -> Vec<String> {
    vec![
        EXCLUSION.to_owned(),
        format!(
            "CREATE FUNCTION avenant_ordonne() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF EXISTS ({DESORDRE}) THEN \
             RAISE EXCEPTION 'avenant_desordonne' USING ERRCODE = 'check_violation'; END IF; \
             RETURN NEW; END $$"
        ),
        "CREATE TRIGGER tr_avenant_ordre BEFORE INSERT OR UPDATE ON avenant \
         FOR EACH ROW EXECUTE FUNCTION avenant_ordonne()"
            .to_owned(),
    ]
}

fn jours_sqlite() -> Vec<String> {
    let refuse = |table: &str, quand: &str, si: &str, code: &str| {
        format!(
            "CREATE TRIGGER tr_{table}_{} BEFORE {quand} ON {table} WHEN EXISTS ({si}) \
             BEGIN SELECT RAISE(ABORT, '{code}'); END",
            quand.to_lowercase()
        )
    };
    ["INSERT", "UPDATE"]
        .into_iter()
        .flat_map(|quand| {
            [
                refuse("convention", quand, CHEVAUCHE, "convention_chevauchee"),
                refuse("avenant", quand, DESORDRE, "avenant_desordonne"),
            ]
        })
        .collect()
}
