//! What was planned and given up: a convention or an avenant cancelled before its day stays,
//! and holds no day any more. Under which organisation a habilitation was held, for agents
//! who went to another one since.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A cancellation has its instant, its author and its reason, or does not exist.
const ANNULATION: &str = "(annulation_le IS NULL AND annulation_par IS NULL AND annulation_motif IS NULL) \
     OR (annulation_le IS NOT NULL AND annulation_par IS NOT NULL AND annulation_motif IS NOT NULL)";

const SANS_FIN: &str = "CREATE UNIQUE INDEX ux_convention_sans_fin ON convention (organisation_id) \
     WHERE date_fin IS NULL AND annulation_le IS NULL";

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

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["convention", "avenant"] {
            ajouter(manager, table, timestamp_with_time_zone_null("annulation_le")).await?;
            ajouter(manager, table, big_integer_null("annulation_par")).await?;
            let motif = text_null("annulation_motif").check(Expr::cust(ANNULATION)).to_owned();
            ajouter(manager, table, motif).await?;
        }
        ajouter(manager, "habilitation", big_integer_null("ancienne_organisation")).await?;
        let base = manager.get_connection();
        let regles = match manager.get_database_backend() {
            DbBackend::Postgres => postgres(),
            _ => sqlite(),
        };
        let communes = ["DROP INDEX ux_convention_sans_fin", SANS_FIN];
        for regle in communes.into_iter().map(str::to_owned).chain(regles) {
            base.execute_unprepared(&regle).await?;
        }
        Ok(())
    }
}

async fn ajouter(
    manager: &SchemaManager<'_>,
    table: &'static str,
    mut colonne: ColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(&mut colonne).to_owned()).await
}

fn postgres() -> Vec<String> {
    vec![
        "ALTER TABLE convention DROP CONSTRAINT ex_convention_jours".to_owned(),
        EXCLUSION.to_owned(),
        format!(
            "CREATE OR REPLACE FUNCTION avenant_ordonne() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF EXISTS ({DESORDRE}) THEN \
             RAISE EXCEPTION 'avenant_desordonne' USING ERRCODE = 'check_violation'; END IF; \
             RETURN NEW; END $$"
        ),
    ]
}

fn sqlite() -> Vec<String> {
    let refaire = |table: &str, quand: &str, si: &str, code: &str| {
        let nom = format!("tr_{table}_{}", quand.to_lowercase());
        [
            format!("DROP TRIGGER {nom}"),
            format!(
                "CREATE TRIGGER {nom} BEFORE {quand} ON {table} WHEN EXISTS ({si}) \
                 BEGIN SELECT RAISE(ABORT, '{code}'); END"
            ),
        ]
    };
    ["INSERT", "UPDATE"]
        .into_iter()
        .flat_map(|quand| {
            [
                refaire("convention", quand, CHEVAUCHE, "convention_chevauchee"),
                refaire("avenant", quand, DESORDRE, "avenant_desordonne"),
            ]
        })
        .flatten()
        .collect()
}
