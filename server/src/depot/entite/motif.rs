//! Reasons given under watch.

use sea_orm::entity::prelude::*;

/// The reason of one view under watch; `objet` names the view once it is made.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "motif")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub surveillance_id: i64,
    pub donne_le: DateTimeUtc,
    pub motif: String,
    pub precision: Option<String>,
    pub objet: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
