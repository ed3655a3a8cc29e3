//! Training sessions.

use sea_orm::entity::prelude::*;

/// A training session, in the three parts that the conventions ask for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "formation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Day and hour at the département.
    pub debut: DateTime,
    pub lieu: String,
    pub places: i32,
    /// Who planned it.
    pub agent_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
