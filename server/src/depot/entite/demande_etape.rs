//! The life of a request, step by step.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demande_etape")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub demande_id: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub motif: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
