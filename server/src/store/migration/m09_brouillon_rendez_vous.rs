//! What an agent is typing for a person, before it is a rendez-vous.

use sea_orm_migration::{prelude::*, schema::*};

use super::cle_etrangere;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(brouillon_rendez_vous()).await
    }
}

/// One an agent and a person. `saisie` is the draft as typed (JSON of `SaisieRendezVous`).
fn brouillon_rendez_vous() -> TableCreateStatement {
    Table::create()
        .table("brouillon_rendez_vous")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(big_integer("personne_id"))
        .col(text("saisie"))
        .col(timestamp_with_time_zone("saisie_le"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "personne_id", "personne"))
        .index(
            Index::create()
                .unique()
                .name("ux_brouillon_rendez_vous_agent_personne")
                .col("agent_id")
                .col("personne_id"),
        )
        .to_owned()
}
