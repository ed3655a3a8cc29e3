//! What an agent is told of the changes to how they sign in, until they have read it.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(avis_compte()).await?;
        index(manager, "avis_compte", &["agent_id"]).await
    }
}

fn avis_compte() -> TableCreateStatement {
    Table::create()
        .table("avis_compte")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("genre"))
        .col(timestamp_with_time_zone("instant"))
        // Who did it: none for the operator's command.
        .col(big_integer_null("par"))
        .col(string_null("profil"))
        // The code of the reason given for it.
        .col(string_null("motif"))
        // The session in which the agent did it: that one need not be told.
        .col(string_null("session"))
        // Browser and address from which the agent did it.
        .col(string_null("depuis"))
        .col(timestamp_with_time_zone_null("lu_le"))
        .foreign_key(&mut cle_etrangere("avis_compte", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("avis_compte", "par", "agent"))
        .to_owned()
}
