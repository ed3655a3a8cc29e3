//! What is followed of the journal itself: that it was replaced or put back, told once; and when
//! its heads last left the machine.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let incident = Table::create()
            .table("incident_journal")
            .col(big_pk_auto("id"))
            .col(text("sorte"))
            .col(timestamp_with_time_zone("instant"))
            .col(integer("chaine"))
            .col(big_integer("seq"))
            .col(text("empreinte"))
            .to_owned();
        manager.create_table(incident).await?;
        let une_fois = Index::create()
            .name("ux_incident_journal")
            .table("incident_journal")
            .col("sorte")
            .col("chaine")
            .col("seq")
            .col("empreinte")
            .unique()
            .to_owned();
        manager.create_index(une_fois).await?;
        let sortie = Table::create()
            .table("sortie_tetes")
            .col(integer("id").primary_key())
            .col(timestamp_with_time_zone_null("derniere_le"))
            .col(timestamp_with_time_zone("tentee_le"))
            .col(text_null("echec"))
            .to_owned();
        manager.create_table(sortie).await
    }
}
