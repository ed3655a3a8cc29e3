//! Flows declared void, and persons who go on in the dossier of a later request.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// - `flux.annule_le`: since when a flow counts no longer.
    /// - `personne.suite_id`: the line where the person goes on, in the dossier of a later
    ///   request (NUMDEMRSAPRECE); null for who is followed here.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let annule = timestamp_with_time_zone_null("annule_le");
        manager.alter_table(Table::alter().table("flux").add_column(annule).to_owned()).await?;
        manager
            .get_connection()
            .execute_unprepared("ALTER TABLE personne ADD COLUMN suite_id bigint REFERENCES personne (id)")
            .await?;
        super::index(manager, "personne", &["suite_id"]).await
    }
}
