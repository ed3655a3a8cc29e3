//! The life of a habilitation, step by step.

entite! {
    /// Append-only: nothing updates or deletes a step.
    table "habilitation_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub habilitation_id: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub motif: Option<String>,
}
