//! How far the rules have read the journal.

use sea_orm::entity::prelude::*;

/// The last event of a chain of the journal that the rules have read; `empreinte` is the digest
/// of its link, which another journal does not have there.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alerte_lecture")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub chaine: i32,
    pub seq: i64,
    pub empreinte: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
