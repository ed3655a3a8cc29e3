//! The habilitations that a review examines.

use sea_orm::entity::prelude::*;

/// One habilitation of a review. `decision` is the code of its state once decided.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revue_ligne")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub revue_id: i64,
    pub habilitation_id: i64,
    pub agent_id: i64,
    pub nom: String,
    pub prenom: String,
    pub profil: String,
    pub depuis: Date,
    pub decision: Option<String>,
    pub motif: Option<String>,
    pub precision: Option<String>,
    pub decidee_le: Option<DateTimeUtc>,
    pub decidee_par: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
