//! The territory of a convention, and its days held by the tables themselves: whatever
//! writes them, no two conventions of an organisation share a day, and a later avenant is
//! never dated before an earlier one.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// An intercommunalité is told by its communes. What was limited without saying to what
/// opens nothing until an avenant does.
const NIVEAUX: &str = "UPDATE avenant SET niveau = 'communes' WHERE niveau = 'intercommunalite'";

/// Both ends are days in force. A range of one number stands for equality: no extension.
const EXCLUSION: &str = "ALTER TABLE convention ADD CONSTRAINT ex_convention_jours EXCLUDE USING gist \
     (int8range(organisation_id, organisation_id, '[]') WITH &&, daterange(date_effet, date_fin, '[]') WITH &&)";

const CHEVAUCHE: &str = "SELECT 1 FROM convention AS autre WHERE autre.organisation_id = NEW.organisation_id \
     AND autre.id IS NOT NEW.id AND (autre.date_fin IS NULL OR autre.date_fin >= NEW.date_effet) \
     AND (NEW.date_fin IS NULL OR NEW.date_fin >= autre.date_effet)";

const DESORDRE: &str = "SELECT 1 FROM avenant AS autre WHERE autre.convention_id = NEW.convention_id \
     AND ((autre.numero < NEW.numero AND autre.date_effet > NEW.date_effet) \
     OR (autre.numero > NEW.numero AND autre.date_effet < NEW.date_effet))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut territoire = text("territoire").default("").to_owned();
        manager.alter_table(Table::alter().table("avenant").add_column(&mut territoire).to_owned()).await?;
        let base = manager.get_connection();
        base.execute_unprepared(NIVEAUX).await?;
        let regles = match manager.get_database_backend() {
            sea_orm::DatabaseBackend::Postgres => postgres(),
            _ => sqlite(),
        };
        for regle in regles {
            base.execute_unprepared(&regle).await?;
        }
        Ok(())
    }
}

fn postgres() -> Vec<String> {
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

fn sqlite() -> Vec<String> {
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
