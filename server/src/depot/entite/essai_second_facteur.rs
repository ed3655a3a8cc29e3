//! Tries at the second factor since the last success.

use sea_orm::entity::prelude::*;

/// The tries of an agent from one known browser, or from all the others (`appareil` empty).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "essai_second_facteur")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub appareil: String,
    pub essais: i32,
    pub dernier_le: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
