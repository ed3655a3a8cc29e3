//! Traces that wait for the journal.

use sea_orm::entity::prelude::*;

/// An act that took access away while the journal could not be written. Deleted once the journal
/// has it; the oldest first.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trace_differee")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub profil: String,
    pub organisation_id: i64,
    /// Short public reference, never the token.
    pub session: String,
    pub acte: String,
    pub objet: Option<String>,
    /// JSON array of codes.
    pub rubriques: String,
    pub motif: Option<String>,
    pub client: String,
}

impl ActiveModelBehavior for ActiveModel {}
