use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "convention")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub reference: String,
    pub date_effet: Date,
    pub date_fin: Option<Date>,
    pub saisie: bool,
    pub rubriques: String,
}

impl ActiveModelBehavior for ActiveModel {}
