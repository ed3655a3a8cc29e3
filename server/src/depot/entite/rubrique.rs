//! What the flow says of a foyer, rubrique by rubrique.

use sea_orm::entity::prelude::*;

/// Content of a rubrique, as JSON of its `shared::dossier` type. A rubrique that the
/// reader may not see is never even selected.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rubrique")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rubrique: String,
    pub contenu: String,
}

impl ActiveModelBehavior for ActiveModel {}
