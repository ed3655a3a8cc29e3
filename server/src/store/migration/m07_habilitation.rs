//! The life of a habilitation: each step with its date, none active without its proofs.
//! How an agent signs in goes to a table of its own.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, un_seul_en_cours};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What the conventions ask for before access (art. 3 and 4, annexes 1 to 5).
const PREUVES: &str = "debut IS NULL OR (formee_le IS NOT NULL AND certifiee_le IS NOT NULL \
     AND engagement_signe_le IS NOT NULL AND engagement_empreinte IS NOT NULL \
     AND charte_signee_le IS NOT NULL AND charte_empreinte IS NOT NULL)";

/// Habilitations from before had one date for all: that of the engagement.
const REPRISE: &str = "INSERT INTO habilitation (agent_id, profil, demandee_le, formee_le, certifiee_le, \
     engagement_signe_le, engagement_empreinte, charte_signee_le, charte_empreinte, debut, fin) \
     SELECT agent_id, profil, engagement_signe_le, engagement_signe_le, engagement_signe_le, \
     CAST(engagement_signe_le AS TIMESTAMP), '', CAST(engagement_signe_le AS TIMESTAMP), '', debut, fin \
     FROM habilitation_ancienne";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        manager.create_table(compte()).await?;
        base.execute_unprepared(
            "INSERT INTO compte (agent_id, mot_de_passe, a_changer) SELECT id, mot_de_passe, false FROM agent",
        )
        .await?;
        base.execute_unprepared("ALTER TABLE agent DROP COLUMN mot_de_passe").await?;
        base.execute_unprepared("ALTER TABLE habilitation RENAME TO habilitation_ancienne").await?;
        manager.create_table(habilitation()).await?;
        base.execute_unprepared(REPRISE).await?;
        base.execute_unprepared("DROP TABLE habilitation_ancienne").await?;
        un_seul_en_cours(manager, "habilitation", "agent_id, profil").await
    }
}

fn compte() -> TableCreateStatement {
    Table::create()
        .table("compte")
        .col(big_integer("agent_id").primary_key())
        .col(string_null("mot_de_passe"))
        .col(timestamp_with_time_zone_null("change_le"))
        .col(boolean("a_changer"))
        .foreign_key(&mut cle_etrangere("compte", "agent_id", "agent"))
        .to_owned()
}

fn habilitation() -> TableCreateStatement {
    Table::create()
        .table("habilitation")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("profil"))
        .col(date("demandee_le"))
        .col(date_null("formee_le"))
        .col(date_null("certifiee_le"))
        .col(timestamp_with_time_zone_null("engagement_signe_le"))
        .col(string_null("engagement_empreinte"))
        .col(timestamp_with_time_zone_null("charte_signee_le"))
        .col(string_null("charte_empreinte"))
        .col(date_null("debut"))
        .col(date_null("fin"))
        .foreign_key(&mut cle_etrangere("habilitation", "agent_id", "agent"))
        .check(Expr::cust(PREUVES))
        .check(Expr::cust("formee_le IS NULL OR formee_le >= demandee_le"))
        .check(Expr::cust("certifiee_le IS NULL OR certifiee_le >= formee_le"))
        .check(Expr::cust("debut IS NULL OR debut >= certifiee_le"))
        .check(Expr::cust("fin IS NULL OR debut IS NULL OR fin >= debut"))
        .to_owned()
}
