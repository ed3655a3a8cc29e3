//! What was done with an alert, step by step.

entite! {
    /// Append-only: nothing updates or deletes a step.
    table "alerte_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub alerte_id: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
    pub agent_id: Option<i64>,
    pub conclusion: Option<String>,
    pub note: Option<String>,
}
