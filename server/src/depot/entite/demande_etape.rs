//! The life of a request, step by step.

entite! {
    table "demande_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub demande_id: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    pub motif: Option<String>,
}
