//! A decision for several persons is an orientation, or the handing over of the portfolio of a référent:
//! each step then tells what went with the person, so that it comes back with her.

use sea_orm_migration::prelude::*;

use super::{executer, index};

pub struct Portefeuille;

impl MigrationName for Portefeuille {
    fn name(&self) -> &str {
        "m0007_portefeuille"
    }
}

/// `sorte`: what was decided. `quitte_id`: whose portfolio it was. `deplaces`: the numbers of what went
/// from one agent to the other (JSON), none when nothing did.
const COLONNES: [&str; 3] = [
    "ALTER TABLE lot_orientation ADD COLUMN sorte varchar NOT NULL DEFAULT 'orientation'",
    "ALTER TABLE lot_orientation ADD COLUMN quitte_id bigint REFERENCES agent (id)",
    "ALTER TABLE parcours_etape ADD COLUMN deplaces text",
];

#[async_trait::async_trait]
impl MigrationTrait for Portefeuille {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for colonne in COLONNES {
            executer(manager, colonne).await?;
        }
        // The last ones of a structure.
        index(manager, "lot_orientation", &["organisation_id", "sorte"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
