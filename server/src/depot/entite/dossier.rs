//! Dossiers: one foyer each, as the flows tell it.

use sea_orm::entity::prelude::*;

/// `empreinte` is the SHA-256 of what the flow said: the same content changes nothing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub numero_demande: String,
    pub fonorg: String,
    pub numorg: String,
    pub matricule: Option<String>,
    pub etat: String,
    pub date_demande: Option<Date>,
    pub commune: Option<String>,
    pub date_reference: Date,
    pub flux_id: i64,
    pub empreinte: String,
}

impl ActiveModelBehavior for ActiveModel {}
