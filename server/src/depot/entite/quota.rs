//! How many habilitations of each profil an avenant allows.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quota")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub avenant_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub profil: String,
    pub nombre: i32,
}

impl ActiveModelBehavior for ActiveModel {}
