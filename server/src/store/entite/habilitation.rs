use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "habilitation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub profil: String,
    pub debut: Date,
    pub fin: Option<Date>,
    pub engagement_signe_le: Date,
}

impl ActiveModelBehavior for ActiveModel {}
