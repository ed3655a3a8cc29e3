//! What was done about a request on the right.

entite! {
    /// `etat` is the one that the request came to; `avant`, the request as it was before (JSON).
    table "instruction_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub instruction_id: i64,
    pub rang: i32,
    pub geste: String,
    pub etat: String,
    pub detail: Option<String>,
    pub note: Option<String>,
    pub avant: Option<String>,
    pub agent_id: i64,
    pub instant: DateTimeUtc,
}
