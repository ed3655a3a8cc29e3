//! What was done about the requests for another orientation.

entite! {
    /// `etat` is the one that the request came to.
    table "reorientation_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub reorientation_id: i64,
    pub rang: i32,
    pub geste: String,
    pub etat: String,
    pub motif: Option<String>,
    pub agent_id: i64,
    pub instant: DateTimeUtc,
}
