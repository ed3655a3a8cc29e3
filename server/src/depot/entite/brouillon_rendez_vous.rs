//! Drafts of rendez-vous.

use sea_orm::entity::prelude::*;

/// What an agent is typing for a person: `saisie` is JSON of `SaisieRendezVous`. `version`
/// changes with it (If-Match).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "brouillon_rendez_vous")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub personne_id: i64,
    pub saisie: String,
    pub saisie_le: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
