//! What each view looks up and no index found: the référents of a person, the habilitations of
//! an agent (the unique ones bear on those in force only).

use sea_orm_migration::prelude::*;

use super::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "referent", &["personne_id"]).await?;
        index(manager, "habilitation", &["agent_id"]).await
    }
}
