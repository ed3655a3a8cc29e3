//! What a check bears on is held until the commit, so that two requests at once are checked one
//! after the other. On SQLite the transaction holds the only pen already.

use sea_orm::sea_query::LockType;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, PrimaryKeyTrait, QuerySelect};

/// Holds one row until the transaction ends, and answers it as it is now. Rows that refer to it may still be added: only
/// who holds it too waits.
pub async fn tenir<E>(transaction: &impl ConnectionTrait, id: i64) -> Result<Option<E::Model>, DbErr>
where
    E: EntityTrait,
    i64: Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
{
    E::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await
}
