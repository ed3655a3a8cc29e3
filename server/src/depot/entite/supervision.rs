//! Decisions of the département: to suspend, to reinstate.

entite! {
    /// A decision of the département about one organisation or one agent.
    table "supervision";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: Option<i64>,
    pub agent_id: Option<i64>,
    pub geste: String,
    pub motif: String,
    pub instant: DateTimeUtc,
    /// None for the operator, by a command of the server.
    pub par: Option<i64>,
}
