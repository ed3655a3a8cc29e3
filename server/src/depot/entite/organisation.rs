//! Organisations: the département, its partners, the CTSA.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub sorte: String,
    #[sea_orm(unique)]
    pub nom: String,
    /// Opening hours, local time; both or none.
    pub ouvre_a: Option<Time>,
    pub ferme_a: Option<Time>,
    pub suspendue_le: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
