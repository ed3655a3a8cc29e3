//! The traces of acts that took access away while the journal could not be written: kept in the
//! same transaction as the act, until the journal has them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("trace_differee")
            .col(big_pk_auto("id"))
            .col(timestamp_with_time_zone("instant"))
            .col(big_integer("agent_id"))
            .col(text("profil"))
            .col(big_integer("organisation_id"))
            .col(text("session"))
            .col(text("acte"))
            .col(text_null("objet"))
            .col(text("rubriques"))
            .col(text_null("motif"))
            .col(text("client"))
            .to_owned();
        manager.create_table(table).await
    }
}
