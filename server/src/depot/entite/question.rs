//! What was asked of browsers and not answered yet.

use sea_orm::entity::prelude::*;

/// A question to a browser about a passkey; gone once answered.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub nom: String,
    /// As the library of passkeys writes it.
    pub etat: String,
    pub posee_le: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
