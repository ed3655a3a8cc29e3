//! Requests of the people concerned.

use sea_orm::entity::prelude::*;

/// A request of a person concerned. `limite` is the last day to answer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demande_droit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub sorte: String,
    pub etat: String,
    pub recue_le: Date,
    pub limite: Date,
    pub article: String,
    pub prolongee: bool,
    pub objet: String,
    pub version: i32,
    pub close_le: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
