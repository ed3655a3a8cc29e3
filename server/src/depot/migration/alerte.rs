//! Curiosity: alerts with the events that they hold, thresholds, and how far the journal has been
//! read.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [alerte(), evenement(), etape(), seuil(), lecture()] {
        manager.create_table(table).await?;
    }
    executer(manager, UNE_SEULE_OUVERTE).await?;
    // What an officer keeps growing for years, and few of which are open.
    for colonnes in [&["derniere_le"][..], &["agent_id", "derniere_le"], &["close_le", "derniere_le"]] {
        index(manager, "alerte", colonnes).await?;
    }
    index(manager, "alerte_etape", &["alerte_id"]).await
}

const UNE_SEULE_OUVERTE: &str =
    "CREATE UNIQUE INDEX ux_alerte_ouverte ON alerte (agent_id, regle) WHERE close_le IS NULL";

/// One open alert per agent and rule: it grows rather than repeats. `organisation_id` is
/// that of the agent at the opening.
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

/// Positions in the journal, nothing of what the events say. `empreinte` is the digest of the link,
/// in hexadecimal: it proves that the position is still the one that was read.
fn evenement() -> TableCreateStatement {
    Table::create()
        .table("alerte_evenement")
        .col(big_integer("alerte_id"))
        .col(integer("chaine"))
        .col(big_integer("seq"))
        .col(string_null("empreinte"))
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

/// The last event read of each chain of the journal, and the digest of its link.
fn lecture() -> TableCreateStatement {
    Table::create()
        .table("alerte_lecture")
        .col(integer("chaine").primary_key())
        .col(big_integer("seq"))
        .col(string_null("empreinte"))
        .to_owned()
}
