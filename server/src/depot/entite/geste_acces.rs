//! Gestures of the hour on the accounts of others.

use sea_orm::entity::prelude::*;

/// A gesture that closed an access or changed what opens it: kept an hour, to be counted.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "geste_acces")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub par: i64,
    pub sur: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
