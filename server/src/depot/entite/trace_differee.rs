//! Traces that wait for the journal.

entite! {
    /// An act that took access away while the journal could not be written. Deleted once the journal
    /// has it; the oldest first.
    table "trace_differee";
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
