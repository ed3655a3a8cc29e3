//! The life of a CER, step by step.

entite! {
    /// Append-only: nothing updates or deletes a step.
    table "cer_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub cer_id: i64,
    pub geste: String,
    pub etat: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub motif: Option<String>,
    pub examine_par: Option<String>,
    pub examine_le: Option<Date>,
}
