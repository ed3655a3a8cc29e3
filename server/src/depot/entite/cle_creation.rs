//! Keys of the creations of the day.

use sea_orm::entity::prelude::*;

/// What the intention of an agent created: the same key never creates twice.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cle_creation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
    pub acte: String,
    /// SHA-256 of what was asked.
    pub empreinte: String,
    /// The number by which the answer is found again.
    pub objet: i64,
    pub instant: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
