//! What the flow says of a person, rubrique by rubrique.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rubrique_personne")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub personne_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rubrique: String,
    pub contenu: String,
}

impl ActiveModelBehavior for ActiveModel {}
