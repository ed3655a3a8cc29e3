//! What is known of a birth date, in place of « approached or not ».

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// N, J or O, as TYPEDTNAI. Of a date said to be approached the year alone is taken for
    /// sure, until a flow says more.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let colonne = string_len("naissance_precision", 1).default("N").to_owned();
        let ajout = Table::alter().table("personne").add_column(colonne).to_owned();
        manager.alter_table(ajout).await?;
        let base = manager.get_connection();
        base.execute_unprepared("UPDATE personne SET naissance_precision = 'O' WHERE naissance_approchee")
            .await?;
        base.execute_unprepared("ALTER TABLE personne DROP COLUMN naissance_approchee").await?;
        Ok(())
    }
}
