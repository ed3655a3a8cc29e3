//! Recovery codes of the second factor.

use sea_orm::entity::prelude::*;

/// A recovery code that was not used yet: its hash. Used, it is gone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "code_secours")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub empreinte: String,
}

impl ActiveModelBehavior for ActiveModel {}
