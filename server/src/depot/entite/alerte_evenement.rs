//! The events that an alert rests on.

use sea_orm::entity::prelude::*;

/// A position in the journal that an alert holds, with the digest of its link.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alerte_evenement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub alerte_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub chaine: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub empreinte: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
