//! Which agent accompanies whom, and since when.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referent")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub agent_id: i64,
    pub debut: Date,
    pub fin: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
