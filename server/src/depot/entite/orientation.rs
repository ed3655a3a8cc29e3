//! Which structure accompanies whom, and since when.

use sea_orm::entity::prelude::*;

/// Both dates are kept: the delay of the contract starts at the orientation (2016
/// text) or at its notification (2025).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orientation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub organisation_id: i64,
    pub sorte: String,
    pub debut: Date,
    pub notifiee_le: Option<Date>,
    pub fin: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
