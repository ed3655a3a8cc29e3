//! What came of each datum that a request asks to rectify.

use sea_orm::entity::prelude::*;

/// What came of one datum of a request; `cible` is the row rectified here.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rectification")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub demande_id: i64,
    pub donnee: String,
    pub issue: String,
    pub cible: Option<i64>,
    pub ancienne: Option<String>,
    pub nouvelle: String,
    pub motif: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
