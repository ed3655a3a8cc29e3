//! What happened to the journal behind the server's back.

use sea_orm::entity::prelude::*;

/// A trace that was known, by its digest, and is not on its chain any more. Each is told once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub sorte: String,
    pub instant: DateTimeUtc,
    pub chaine: i32,
    pub seq: i64,
    pub empreinte: String,
}

impl ActiveModelBehavior for ActiveModel {}
