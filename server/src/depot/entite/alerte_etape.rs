//! What was done with an alert, step by step.

use sea_orm::entity::prelude::*;

/// Append-only: nothing updates or deletes a step.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alerte_etape")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub alerte_id: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
    pub agent_id: Option<i64>,
    pub conclusion: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
