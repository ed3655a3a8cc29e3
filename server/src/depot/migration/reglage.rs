//! Settings kept in the store itself.

use sea_orm_migration::{prelude::*, schema::*};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table =
        Table::create().table("reglage").col(string("cle").primary_key()).col(text("valeur")).to_owned();
    manager.create_table(table).await
}
