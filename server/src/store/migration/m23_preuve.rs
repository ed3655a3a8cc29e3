//! What proves that a position of the journal is still the one that was read, and that a review
//! is the one that was sealed, once its trace is purged.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Digest of the link, in hexadecimal; signature and public key of the journal, in base64.
    /// What was written before has none: the journal is read again from its beginning.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, colonne) in [
            ("alerte_lecture", "empreinte"),
            ("alerte_evenement", "empreinte"),
            ("revue", "signature"),
            ("revue", "cle_publique"),
        ] {
            let ajout = Table::alter().table(table).add_column(string_null(colonne)).to_owned();
            manager.alter_table(ajout).await?;
        }
        Ok(())
    }
}
