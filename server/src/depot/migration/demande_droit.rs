//! Requests of the people concerned: their states with deadlines, each step, each
//! rectification.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [demande_droit(), demande_etape(), rectification()] {
        manager.create_table(table).await?;
    }
    index(manager, "demande_droit", &["personne_id", "etat"]).await?;
    index(manager, "demande_droit", &["etat", "limite"]).await?;
    index(manager, "demande_etape", &["demande_id"]).await?;
    index(manager, "rectification", &["demande_id"]).await
}

/// `article` is the text that the deadline was computed with.
fn demande_droit() -> TableCreateStatement {
    Table::create()
        .table("demande_droit")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(string("sorte"))
        .col(string("etat"))
        .col(date("recue_le"))
        .col(date("limite"))
        .col(string("article"))
        .col(boolean("prolongee"))
        .col(text("objet"))
        .col(integer("version"))
        .col(timestamp_with_time_zone_null("close_le"))
        .foreign_key(&mut cle_etrangere("demande_droit", "personne_id", "personne"))
        .check(Expr::cust("sorte IN ('acces', 'rectification')"))
        .check(Expr::cust("etat IN ('recue', 'identite_verifiee', 'en_cours', 'repondue', 'refusee')"))
        .check(Expr::cust("(etat IN ('repondue', 'refusee')) = (close_le IS NOT NULL)"))
        .check(Expr::cust("limite > recue_le"))
        .to_owned()
}

/// Append-only: nothing updates or deletes a step.
fn demande_etape() -> TableCreateStatement {
    Table::create()
        .table("demande_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("demande_id"))
        .col(string("geste"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .col(text_null("motif"))
        .foreign_key(&mut cle_etrangere("demande_etape", "demande_id", "demande_droit"))
        .foreign_key(&mut cle_etrangere("demande_etape", "agent_id", "agent"))
        .to_owned()
}

/// Append-only too. What was there before is kept when it was changed here.
fn rectification() -> TableCreateStatement {
    Table::create()
        .table("rectification")
        .col(big_pk_auto("id"))
        .col(big_integer("demande_id"))
        .col(string("donnee"))
        .col(string("issue"))
        .col(big_integer_null("cible"))
        .col(text_null("ancienne"))
        .col(text("nouvelle"))
        .col(text("motif"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .foreign_key(&mut cle_etrangere("rectification", "demande_id", "demande_droit"))
        .foreign_key(&mut cle_etrangere("rectification", "agent_id", "agent"))
        .check(Expr::cust("issue IN ('effectuee', 'transmise', 'refusee')"))
        .check(Expr::cust("(issue = 'effectuee') = (cible IS NOT NULL)"))
        .to_owned()
}
