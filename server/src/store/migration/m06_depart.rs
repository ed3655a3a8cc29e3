//! Persons who left their foyer.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// `partie_le` is the day described by the first flow that no longer names the person
    /// among the foyer; null while it does.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let colonne = Table::alter().table("personne").add_column(date_null("partie_le")).to_owned();
        manager.alter_table(colonne).await
    }
}
