//! Training sessions.

entite! {
    /// A training session, in the three parts that the conventions ask for.
    table "formation";
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Day and hour at the département.
    pub debut: DateTime,
    pub lieu: String,
    pub places: i32,
    /// Who planned it.
    pub agent_id: i64,
}
