//! Who examined a contract of particular form before the decision, and when.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for colonne in [string_null("examine_par"), date_null("examine_le")] {
            let ajout = Table::alter().table("cer_etape").add_column(colonne).to_owned();
            manager.alter_table(ajout).await?;
        }
        Ok(())
    }
}
