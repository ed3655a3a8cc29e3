//! The counts of a référent read nothing but the index: it tells the structure of a row too.

use sea_orm_migration::prelude::*;

pub struct Comptes;

impl MigrationName for Comptes {
    fn name(&self) -> &str {
        "m0003_comptes"
    }
}

/// What it replaces, and one that a unique index of the same column made idle.
const DE_TROP: [(&str, &str); 2] = [
    ("attente", "ix_attente_referent_id_quoi_limite_du_avant_proche_le"),
    ("territoire", "ix_territoire_commune"),
];

#[async_trait::async_trait]
impl MigrationTrait for Comptes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, nom) in DE_TROP {
            manager.drop_index(Index::drop().name(nom).table(table).to_owned()).await?;
        }
        indexer(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

pub async fn indexer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut comptes = Index::create().name("ix_attente_referent_id_comptes").table("attente").to_owned();
    for colonne in ["referent_id", "quoi", "limite", "du", "avant", "proche_le", "structure_id"] {
        comptes.col(colonne);
    }
    manager.create_index(comptes).await
}
