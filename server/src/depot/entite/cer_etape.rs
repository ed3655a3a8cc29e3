//! The life of a CER, step by step.

use sea_orm::entity::prelude::*;

/// Append-only: nothing updates or deletes a step.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cer_etape")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub cer_id: i64,
    pub geste: String,
    pub etat: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub motif: Option<String>,
    pub examine_par: Option<String>,
    pub examine_le: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
