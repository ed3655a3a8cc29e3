//! Watches on agents, and the reasons given under watch.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, un_seul_en_cours};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(surveillance()).await?;
    manager.create_table(motif()).await?;
    un_seul_en_cours(manager, "surveillance", "agent_id").await?;
    index(manager, "motif", &["surveillance_id"]).await?;
    index(manager, "motif", &["objet"]).await
}

/// Over after its last day (`jusqu_au`, if it has one), or before when it is lifted (`fin`), by
/// whom and why. No alert when the officer decided it without one.
fn surveillance() -> TableCreateStatement {
    Table::create()
        .table("surveillance")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(big_integer_null("alerte_id"))
        .col(big_integer("posee_par"))
        .col(timestamp_with_time_zone("debut"))
        .col(date_null("jusqu_au"))
        .col(text("motif"))
        .col(timestamp_with_time_zone_null("fin"))
        .col(big_integer_null("levee_par"))
        .col(text_null("motif_levee"))
        .foreign_key(&mut cle_etrangere("surveillance", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("surveillance", "alerte_id", "alerte"))
        .foreign_key(&mut cle_etrangere("surveillance", "posee_par", "agent"))
        .foreign_key(&mut cle_etrangere("surveillance", "levee_par", "agent"))
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
