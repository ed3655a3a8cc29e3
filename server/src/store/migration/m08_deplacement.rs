//! Where a rendez-vous was before it was changed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On a step that changes a planned rendez-vous: its date, time and place until then.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for colonne in [date_time_null("debut_avant"), text_null("lieu_avant")] {
            let ajout = Table::alter().table("rendez_vous_etape").add_column(colonne).to_owned();
            manager.alter_table(ajout).await?;
        }
        Ok(())
    }
}
