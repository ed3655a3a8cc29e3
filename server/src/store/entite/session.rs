use sea_orm::entity::prelude::*;

/// The token itself is never stored: `empreinte` is its SHA-256; `reference` is the
/// short public name under which the journal knows the session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub empreinte: String,
    #[sea_orm(unique)]
    pub reference: String,
    pub agent_id: i64,
    pub profil: String,
    pub ouverte_le: DateTimeUtc,
    pub vue_le: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
