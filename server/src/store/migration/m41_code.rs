//! A one-time code opens one session: the hash of the one that did.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ajout = Table::alter().table("compte").add_column(string_null("code_servi")).to_owned();
        manager.alter_table(ajout).await
    }
}
