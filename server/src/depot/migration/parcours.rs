//! Orientation to a structure, and the référent unique who accompanies.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, un_seul_en_cours};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(orientation()).await?;
    manager.create_table(referent()).await?;
    un_seul_en_cours(manager, "orientation", "personne_id").await?;
    un_seul_en_cours(manager, "referent", "personne_id").await?;
    index(manager, "referent", &["personne_id"]).await?;
    // The scope, without reading the rows.
    index(manager, "orientation", &["personne_id", "organisation_id", "debut", "fin"]).await?;
    index(manager, "orientation", &["organisation_id", "personne_id", "debut", "fin"]).await?;
    index(manager, "referent", &["agent_id", "personne_id", "debut", "fin"]).await
}

/// Both dates are kept: the delay of the contract starts at the orientation (2016
/// text) or at its notification (2025).
fn orientation() -> TableCreateStatement {
    Table::create()
        .table("orientation")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("organisation_id"))
        .col(string("sorte"))
        .col(date("debut"))
        .col(date_null("notifiee_le"))
        .col(date_null("fin"))
        .foreign_key(&mut cle_etrangere("orientation", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("orientation", "organisation_id", "organisation"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .check(Expr::cust("notifiee_le IS NULL OR notifiee_le >= debut"))
        .to_owned()
}

fn referent() -> TableCreateStatement {
    Table::create()
        .table("referent")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("agent_id"))
        .col(date("debut"))
        .col(date_null("fin"))
        .foreign_key(&mut cle_etrangere("referent", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("referent", "agent_id", "agent"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .to_owned()
}
