//! What came of each datum that a request asks to rectify.

entite! {
    /// What came of one datum of a request; `cible` is the row rectified here.
    table "rectification";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub demande_id: i64,
    pub donnee: String,
    pub issue: String,
    pub cible: Option<i64>,
    pub ancienne: Option<String>,
    pub nouvelle: String,
    pub motif: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
}
