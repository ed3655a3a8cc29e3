//! When the heads of the journal last left the machine.

use sea_orm::entity::prelude::*;

/// One row: the last time that it succeeded, and the last try.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sortie_tetes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub derniere_le: Option<DateTimeUtc>,
    pub tentee_le: DateTimeUtc,
    pub echec: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
