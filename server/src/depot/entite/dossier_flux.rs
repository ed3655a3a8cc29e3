//! Which flows changed a dossier.

use sea_orm::entity::prelude::*;

/// History of a dossier, one row for each flow that changed it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_flux")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub flux_id: i64,
    pub date_reference: Date,
    pub etat: String,
    pub empreinte: String,
}

impl ActiveModelBehavior for ActiveModel {}
