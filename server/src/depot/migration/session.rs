//! Sessions, and where each was opened from.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(session()).await?;
    index(manager, "session", &["agent_id"]).await
}

/// The token itself is never stored: `empreinte` is its SHA-256; `reference` is the
/// short public name under which the journal knows the session.
fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(big_pk_auto("id"))
        .col(string_uniq("empreinte"))
        .col(string_uniq("reference"))
        .col(big_integer("agent_id"))
        .col(string("profil"))
        .col(timestamp_with_time_zone("ouverte_le"))
        .col(timestamp_with_time_zone("vue_le"))
        .col(string("adresse").default(""))
        .col(string("navigateur").default(""))
        .col(timestamp_with_time_zone_null("second_facteur_le"))
        // The password was a one-time code, or too old, when the session was opened.
        .col(boolean("mot_de_passe_echu").default(false))
        .foreign_key(&mut cle_etrangere("session", "agent_id", "agent"))
        .to_owned()
}
