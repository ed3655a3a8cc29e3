//! What was done about a discrepancy with France Travail.

entite! {
    table "ecart_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub rang: i32,
    pub nature: String,
    pub geste: String,
    pub cle: String,
    pub motif: Option<String>,
    pub agent_id: i64,
    pub instant: DateTimeUtc,
}
