//! Keys of the creations of the day, so that none is made twice.

use sea_orm_migration::{prelude::*, schema::*};

use super::index;

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(cle_creation()).await?;
    index(manager, "cle_creation", &["instant"]).await
}

/// Numbers and digests only, kept a day: no foreign key, so that nothing waits for them to go.
fn cle_creation() -> TableCreateStatement {
    Table::create()
        .table("cle_creation")
        .col(big_integer("agent_id"))
        .col(string_len("cle", 64))
        .col(string("acte"))
        .col(string_len("empreinte", 64))
        .col(big_integer("objet"))
        .col(timestamp_with_time_zone("instant"))
        .primary_key(Index::create().col("agent_id").col("cle"))
        .to_owned()
}
