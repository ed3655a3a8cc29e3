//! What was done about the questions on who is who.

entite! {
    /// `etat` is the one that the question came to; nobody's step is a flow's.
    table "rapprochement_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub rapprochement_id: i64,
    pub rang: i32,
    pub geste: String,
    pub etat: String,
    pub motif: Option<String>,
    pub agent_id: Option<i64>,
    pub instant: DateTimeUtc,
}
