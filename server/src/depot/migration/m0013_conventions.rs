//! What conventions came to say: which rubriques and which rights Pôle emploi reads, by which rules one
//! ends, the cure of a breach; the caisses as organisations; and, of a person, a later review.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub struct Conventions;

impl MigrationName for Conventions {
    fn name(&self) -> &str {
        "m0013_conventions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Conventions {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                for sql in CAISSE_POSTGRES {
                    executer(manager, sql).await?;
                }
            }
            _ => caisse_sqlite(manager).await?,
        }
        for sql in COLONNES {
            executer(manager, sql).await?;
        }
        executer(manager, POLE_EMPLOI).await?;
        manager.create_table(correction()).await?;
        index(manager, "correction", &["convention_id"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// A check of one column is named after it.
const CAISSE_POSTGRES: [&str; 2] = [
    "ALTER TABLE organisation DROP CONSTRAINT organisation_sorte_check",
    "ALTER TABLE organisation ADD CONSTRAINT organisation_sorte_check \
     CHECK (sorte IN ('departement', 'ctsa', 'structure', 'pole_emploi', 'caisse'))",
];

/// SQLite drops no constraint, and the table can't be made anew: those that lead to it would follow it
/// under its former name. The text of the check is changed where the schema is kept, which SQLite
/// documents for what does not touch the rows (« Making Other Kinds Of Table Schema Changes »): every
/// other column stays as it is, whichever came before this one. The columns added next make every other
/// connection read the schema again.
async fn caisse_sqlite(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    executer(manager, "PRAGMA writable_schema = ON").await?;
    let change = manager.get_connection().execute_unprepared(CAISSE_SQLITE).await?;
    executer(manager, "PRAGMA writable_schema = RESET").await?;
    match change.rows_affected() {
        1 => Ok(()),
        _ => {
            Err(DbErr::Custom("the check of organisation.sorte is not the one that was expected".to_owned()))
        }
    }
}

const CAISSE_SQLITE: &str = "UPDATE sqlite_master SET sql = replace(sql, '''pole_emploi'')', '''pole_emploi'', ''caisse'')') \
     WHERE type = 'table' AND name = 'organisation' AND sql LIKE '%''pole_emploi'')%'";

/// - `avenant.droits_en_cours`: as it was for everybody, until an avenant says otherwise.
/// - `convention.sorte`: there were no others.
/// - `convention.denonciation_voie`: not kept until now, and none of those notices could be stopped.
/// - `orientation.prolongation`: the ground on which its review comes later, with the day on which it
///   was found.
const COLONNES: [&str; 5] = [
    "ALTER TABLE avenant ADD COLUMN droits_en_cours boolean NOT NULL DEFAULT true",
    "ALTER TABLE convention ADD COLUMN sorte varchar NOT NULL DEFAULT 'solis' \
     CHECK (sorte IN ('solis', 'msa_rsacg', 'caf_mcp', 'controle'))",
    "ALTER TABLE convention ADD COLUMN denonciation_voie varchar \
     CHECK (denonciation_voie IS NULL OR denoncee_le IS NOT NULL)",
    "ALTER TABLE orientation ADD COLUMN prolongation varchar",
    "ALTER TABLE orientation ADD COLUMN prolongee_le date \
     CHECK ((prolongation IS NULL) = (prolongee_le IS NULL))",
];

/// What its agents read without being told so by their convention: it now says it, since its first day.
const POLE_EMPLOI: &str = "UPDATE avenant SET rubriques = 'rsa parcours travailleur_independant sanctions derogations' \
     WHERE convention_id IN (SELECT convention.id FROM convention \
     INNER JOIN organisation ON organisation.id = convention.organisation_id WHERE organisation.sorte = 'pole_emploi')";

/// Append-only. The notice as it was, with the last day that it left, then its cure: within its days.
fn correction() -> TableCreateStatement {
    Table::create()
        .table("correction")
        .col(big_pk_auto("id"))
        .col(big_integer("convention_id"))
        .col(date("denoncee_le"))
        .col(date("date_fin"))
        .col(string_null("denonciation_voie"))
        .col(text("denonciation_motif"))
        .col(big_integer_null("denonciation_par"))
        .col(timestamp_with_time_zone("denonciation_saisie_le"))
        .col(date("corrigee_le"))
        .col(text("motif"))
        .col(big_integer("saisie_par"))
        .col(timestamp_with_time_zone("saisie_le"))
        .foreign_key(&mut cle_etrangere("correction", "convention_id", "convention"))
        .foreign_key(&mut cle_etrangere("correction", "saisie_par", "agent"))
        .check(Expr::cust("corrigee_le >= denoncee_le AND corrigee_le <= date_fin"))
        .to_owned()
}
