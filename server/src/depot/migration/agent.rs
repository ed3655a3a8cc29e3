//! Agents: who they are. How they sign in is a table of its own.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(agent()).await?;
    index(manager, "agent", &["organisation_id"]).await
}

/// `fonction` and `groupe`: what an agent does and with whom.
fn agent() -> TableCreateStatement {
    Table::create()
        .table("agent")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("nom"))
        .col(string("prenom"))
        .col(string_uniq("email"))
        .col(text_null("fonction"))
        .col(text_null("groupe"))
        .col(timestamp_with_time_zone_null("suspendu_le"))
        .foreign_key(&mut cle_etrangere("agent", "organisation_id", "organisation"))
        .check(Expr::cust("email = lower(email)"))
        .to_owned()
}
