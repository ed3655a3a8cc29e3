//! What the département decides about organisations and agents; and the gestures of the hour, to be
//! counted.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(supervision()).await?;
    manager.create_table(geste_acces()).await?;
    index(manager, "supervision", &["organisation_id"]).await?;
    index(manager, "supervision", &["agent_id"]).await?;
    index(manager, "geste_acces", &["par", "instant"]).await
}

/// About one organisation or one agent, by whom and why. No author among the agents (`par`) for a
/// gesture of the operator.
fn supervision() -> TableCreateStatement {
    Table::create()
        .table("supervision")
        .col(big_pk_auto("id"))
        .col(big_integer_null("organisation_id"))
        .col(big_integer_null("agent_id"))
        .col(string("geste"))
        .col(text("motif"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer_null("par"))
        .foreign_key(&mut cle_etrangere("supervision", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("supervision", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("supervision", "par", "agent"))
        .check(Expr::cust("(organisation_id IS NULL) <> (agent_id IS NULL)"))
        .to_owned()
}

/// Numbers and codes, kept an hour: no foreign key, so that nothing waits for them to go.
fn geste_acces() -> TableCreateStatement {
    Table::create()
        .table("geste_acces")
        .col(big_pk_auto("id"))
        .col(big_integer("par"))
        .col(big_integer("sur"))
        .col(string("geste"))
        .col(timestamp_with_time_zone("instant"))
        .to_owned()
}
