//! What is awaited is counted among the rows that still stand: those whose time is over are many, and
//! an index that begins with the end of their time never goes through them.

use sea_orm_migration::prelude::*;

use super::index;

pub struct Attente;

impl MigrationName for Attente {
    fn name(&self) -> &str {
        "m0008_attente"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Attente {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for clef in ["commune", "structure_id"] {
            index(manager, "attente", &[clef, "quoi", "avant", "du"]).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
