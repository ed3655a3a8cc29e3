//! A structure without accounts accompanies and signs in nowhere: no agent, no convention, no review of
//! it, whatever writes them. What a convention grants tells how many persons may be accompanied at once.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::executer;

pub struct Structures;

impl MigrationName for Structures {
    fn name(&self) -> &str {
        "m0012_structures"
    }
}

const COLONNES: [&str; 2] = [
    "ALTER TABLE organisation ADD COLUMN sans_compte boolean NOT NULL DEFAULT false \
     CHECK (NOT sans_compte OR sorte = 'structure')",
    "ALTER TABLE avenant ADD COLUMN capacite integer CHECK (capacite IS NULL OR capacite > 0)",
];

#[async_trait::async_trait]
impl MigrationTrait for Structures {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for colonne in COLONNES {
            executer(manager, colonne).await?;
        }
        let regles = match manager.get_database_backend() {
            DbBackend::Postgres => regles_postgres(),
            _ => regles_sqlite(),
        };
        for regle in regles {
            executer(manager, &regle).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What only an organisation with accounts has. A review and a convention are never moved.
const RESERVEES: [(&str, &str); 4] =
    [("agent", "INSERT"), ("agent", "UPDATE"), ("convention", "INSERT"), ("revue", "INSERT")];

/// Of the row that is written.
const SANS_COMPTE: &str =
    "SELECT 1 FROM organisation WHERE organisation.id = NEW.organisation_id AND organisation.sans_compte";

/// It has accounts, or a convention that nothing ends.
const A_DES_COMPTES: &str = "SELECT 1 FROM agent WHERE NEW.sans_compte AND agent.organisation_id = NEW.id \
     UNION ALL SELECT 1 FROM convention WHERE NEW.sans_compte AND convention.organisation_id = NEW.id \
     AND convention.date_fin IS NULL AND convention.annulation_le IS NULL";

fn regles_sqlite() -> Vec<String> {
    let refuse = |table: &str, quand: &str, si: &str| {
        format!(
            "CREATE TRIGGER tr_{table}_sans_compte_{} BEFORE {quand} ON {table} WHEN EXISTS ({si}) \
             BEGIN SELECT RAISE(ABORT, 'structure_sans_compte'); END",
            quand.to_lowercase()
        )
    };
    let reservees = RESERVEES.iter().map(|(table, quand)| refuse(table, quand, SANS_COMPTE));
    reservees.chain([refuse("organisation", "UPDATE", A_DES_COMPTES)]).collect()
}

fn regles_postgres() -> Vec<String> {
    let fonction = |nom: &str, si: &str| {
        format!(
            "CREATE FUNCTION {nom}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS ({si}) THEN \
             RAISE EXCEPTION 'structure_sans_compte' USING ERRCODE = 'check_violation'; END IF; \
             RETURN NEW; END $$"
        )
    };
    let refuse = |table: &str, quand: &str, fonction: &str| {
        format!(
            "CREATE TRIGGER tr_{table}_sans_compte_{} BEFORE {quand} ON {table} \
             FOR EACH ROW EXECUTE FUNCTION {fonction}()",
            quand.to_lowercase()
        )
    };
    let mut regles = vec![fonction("avec_comptes", SANS_COMPTE), fonction("sans_comptes", A_DES_COMPTES)];
    regles.extend(RESERVEES.iter().map(|(table, quand)| refuse(table, quand, "avec_comptes")));
    regles.push(refuse("organisation", "UPDATE", "sans_comptes"));
    regles
}
