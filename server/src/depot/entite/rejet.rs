//! Foyers that a flow could not give, with the reason.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rejet")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub flux_id: i64,
    pub ligne: i64,
    pub element: String,
    pub raison: String,
    pub numero_demande: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
