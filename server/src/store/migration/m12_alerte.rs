//! Curiosity: alerts with the events that they hold, watches, reasons given under watch,
//! thresholds, and how far the journal has been read.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, un_seul_en_cours};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [alerte(), evenement(), etape(), surveillance(), motif(), seuil(), lecture()] {
            manager.create_table(table).await?;
        }
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX ux_alerte_ouverte ON alerte (agent_id, regle) WHERE close_le IS NULL",
            )
            .await?;
        index(manager, "alerte", &["derniere_le"]).await?;
        index(manager, "alerte_etape", &["alerte_id"]).await?;
        index(manager, "motif", &["surveillance_id"]).await?;
        un_seul_en_cours(manager, "surveillance", "agent_id").await
    }
}

/// One open alert per agent and rule: it grows rather than repeats. `organisation_id` and
/// `profil` are those of the agent at the opening.
fn alerte() -> TableCreateStatement {
    Table::create()
        .table("alerte")
        .col(big_pk_auto("id"))
        .col(string("regle"))
        .col(big_integer("agent_id"))
        .col(big_integer("organisation_id"))
        .col(integer("mesure"))
        .col(integer("seuil"))
        .col(timestamp_with_time_zone("ouverte_le"))
        .col(timestamp_with_time_zone("derniere_le"))
        .col(timestamp_with_time_zone_null("close_le"))
        .col(string_null("conclusion"))
        .foreign_key(&mut cle_etrangere("alerte", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("alerte", "organisation_id", "organisation"))
        .check(Expr::cust("(close_le IS NULL) = (conclusion IS NULL)"))
        .to_owned()
}

/// Positions in the journal, nothing of what the events say.
fn evenement() -> TableCreateStatement {
    Table::create()
        .table("alerte_evenement")
        .col(big_integer("alerte_id"))
        .col(integer("chaine"))
        .col(big_integer("seq"))
        .primary_key(Index::create().col("alerte_id").col("chaine").col("seq"))
        .foreign_key(&mut cle_etrangere("alerte_evenement", "alerte_id", "alerte"))
        .to_owned()
}

/// Append-only: nothing updates or deletes a step. No agent for the detection itself.
fn etape() -> TableCreateStatement {
    Table::create()
        .table("alerte_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("alerte_id"))
        .col(string("geste"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer_null("agent_id"))
        .col(string_null("conclusion"))
        .col(text_null("note"))
        .foreign_key(&mut cle_etrangere("alerte_etape", "alerte_id", "alerte"))
        .foreign_key(&mut cle_etrangere("alerte_etape", "agent_id", "agent"))
        .to_owned()
}

/// Over after its last day (`jusqu_au`), or before when it is lifted (`fin`).
fn surveillance() -> TableCreateStatement {
    Table::create()
        .table("surveillance")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(big_integer("alerte_id"))
        .col(big_integer("posee_par"))
        .col(timestamp_with_time_zone("debut"))
        .col(date("jusqu_au"))
        .col(text("motif"))
        .col(timestamp_with_time_zone_null("fin"))
        .foreign_key(&mut cle_etrangere("surveillance", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("surveillance", "alerte_id", "alerte"))
        .foreign_key(&mut cle_etrangere("surveillance", "posee_par", "agent"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .to_owned()
}

/// A reason serves one view: `objet` names it once it has.
fn motif() -> TableCreateStatement {
    Table::create()
        .table("motif")
        .col(big_pk_auto("id"))
        .col(big_integer("surveillance_id"))
        .col(timestamp_with_time_zone("donne_le"))
        .col(string("motif"))
        .col(text_null("precision"))
        .col(string_null("objet"))
        .foreign_key(&mut cle_etrangere("motif", "surveillance_id", "surveillance"))
        .to_owned()
}

/// Thresholds that the département has set: the latest one holds, all are kept.
fn seuil() -> TableCreateStatement {
    Table::create()
        .table("alerte_seuil")
        .col(big_pk_auto("id"))
        .col(string("seuil"))
        .col(integer("valeur"))
        .col(timestamp_with_time_zone("depuis"))
        .col(big_integer("agent_id"))
        .foreign_key(&mut cle_etrangere("alerte_seuil", "agent_id", "agent"))
        .check(Expr::cust("valeur >= 0"))
        .to_owned()
}

/// The last event read of each chain of the journal.
fn lecture() -> TableCreateStatement {
    Table::create()
        .table("alerte_lecture")
        .col(integer("chaine").primary_key())
        .col(big_integer("seq"))
        .to_owned()
}
