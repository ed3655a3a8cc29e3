//! Who is the principal manager of each organisation.

use sea_orm::entity::prelude::*;

/// The principal manager of an organisation; the others are deputies.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gestionnaire_principal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    #[sea_orm(unique)]
    pub habilitation_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
