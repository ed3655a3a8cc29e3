//! Which steps of a rendez-vous are rectifications asked for by the person.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut rectifie = boolean("rectifie");
        rectifie.default(false);
        let ajout = Table::alter().table("rendez_vous_etape").add_column(rectifie).to_owned();
        manager.alter_table(ajout).await
    }
}
