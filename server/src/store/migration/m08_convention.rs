//! Conventions with dated terms, quotas, opening hours, and what the département does as
//! supervisor.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The terms of before become the initial ones. No quota was known: none is opened until
/// an avenant says how many.
const REPRISE: &str = "INSERT INTO avenant (convention_id, numero, date_effet, niveau, rubriques, saisie, objet, \
     saisi_le) SELECT id, 0, date_effet, 'departement', rubriques, saisie, '', CURRENT_TIMESTAMP FROM convention";

const HEURES: &str = "(ouvre_a IS NULL AND ferme_a IS NULL) \
     OR (ouvre_a IS NOT NULL AND ferme_a IS NOT NULL AND ouvre_a < ferme_a)";

/// A notice has its end, its reason, its author and its instant, or does not exist.
const DENONCIATION: &str = "(denoncee_le IS NULL AND denonciation_motif IS NULL AND denonciation_saisie_le IS NULL) \
     OR (denoncee_le >= date_effet AND date_fin IS NOT NULL AND denonciation_motif IS NOT NULL \
     AND denonciation_saisie_le IS NOT NULL)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ajouter(manager, "organisation", time_null("ouvre_a")).await?;
        ajouter(manager, "organisation", verifiee(time_null("ferme_a"), HEURES)).await?;
        ajouter(manager, "organisation", timestamp_with_time_zone_null("suspendue_le")).await?;
        ajouter(manager, "habilitation", timestamp_with_time_zone_null("suspendue_le")).await?;
        let tacite = boolean("tacite").default(true).to_owned();
        ajouter(manager, "convention", verifiee(tacite, "tacite OR date_fin IS NOT NULL")).await?;
        ajouter(manager, "convention", integer("version").default(1).to_owned()).await?;
        ajouter(manager, "convention", date_null("denoncee_le")).await?;
        ajouter(manager, "convention", text_null("denonciation_motif")).await?;
        ajouter(manager, "convention", big_integer_null("denonciation_par")).await?;
        let saisie_le = timestamp_with_time_zone_null("denonciation_saisie_le");
        ajouter(manager, "convention", verifiee(saisie_le, DENONCIATION)).await?;
        for table in [avenant(), quota(), supervision()] {
            manager.create_table(table).await?;
        }
        let base = manager.get_connection();
        base.execute_unprepared(REPRISE).await?;
        base.execute_unprepared("ALTER TABLE convention DROP COLUMN saisie").await?;
        base.execute_unprepared("ALTER TABLE convention DROP COLUMN rubriques").await?;
        base.execute_unprepared(
            "CREATE UNIQUE INDEX ux_convention_sans_fin ON convention (organisation_id) WHERE date_fin IS NULL",
        )
        .await?;
        index(manager, "supervision", &["organisation_id"]).await?;
        index(manager, "supervision", &["agent_id"]).await
    }
}

fn verifiee(mut colonne: ColumnDef, regle: &'static str) -> ColumnDef {
    colonne.check(Expr::cust(regle)).to_owned()
}

async fn ajouter(
    manager: &SchemaManager<'_>,
    table: &'static str,
    mut colonne: ColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(&mut colonne).to_owned()).await
}

/// `numero` 0 holds the initial terms; the one in force on a day is the highest that has
/// taken effect. `saisi_par` is null for what was entered before the product kept it.
fn avenant() -> TableCreateStatement {
    Table::create()
        .table("avenant")
        .col(big_pk_auto("id"))
        .col(big_integer("convention_id"))
        .col(integer("numero"))
        .col(date("date_effet"))
        .col(string("niveau"))
        .col(text("rubriques"))
        .col(boolean("saisie"))
        .col(text("objet"))
        .col(timestamp_with_time_zone("saisi_le"))
        .col(big_integer_null("saisi_par"))
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

/// What the département decided about one organisation or one agent, by whom and why.
fn supervision() -> TableCreateStatement {
    Table::create()
        .table("supervision")
        .col(big_pk_auto("id"))
        .col(big_integer_null("organisation_id"))
        .col(big_integer_null("agent_id"))
        .col(string("geste"))
        .col(text("motif"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("par"))
        .foreign_key(&mut cle_etrangere("supervision", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("supervision", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("supervision", "par", "agent"))
        .check(Expr::cust("(organisation_id IS NULL) <> (agent_id IS NULL)"))
        .to_owned()
}
