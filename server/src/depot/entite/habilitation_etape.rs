//! The life of a habilitation, step by step.

use sea_orm::entity::prelude::*;

/// Append-only: nothing updates or deletes a step.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "habilitation_etape")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub habilitation_id: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub motif: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
