//! Drafts of rendez-vous.

use sea_orm::entity::prelude::*;

/// What an agent is typing for a person: `saisie` is JSON of `SaisieRendezVous`. `version`
/// changes with it (If-Match). To change a rendez-vous: which one, the code of a `Changement`, and
/// what it said (`depart`, JSON of `SaisieRendezVous`).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "brouillon_rendez_vous")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub personne_id: i64,
    pub rendez_vous_id: Option<i64>,
    pub changement: Option<String>,
    pub saisie: String,
    pub depart: Option<String>,
    pub saisie_le: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
