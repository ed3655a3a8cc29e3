//! Browsers that agents signed in with.

use sea_orm::entity::prelude::*;

/// A browser that this agent signed in with: the hash of the token that it keeps, nothing else.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appareil")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub empreinte: String,
    pub vu_le: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
