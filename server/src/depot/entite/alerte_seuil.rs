//! The thresholds of the rules, each change kept.

use sea_orm::entity::prelude::*;

/// A threshold that the département has set; the latest one holds.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alerte_seuil")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub seuil: String,
    pub valeur: i32,
    pub depuis: DateTimeUtc,
    pub agent_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
