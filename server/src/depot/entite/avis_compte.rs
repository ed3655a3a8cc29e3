//! What agents are told of their accounts.

entite! {
    /// A change to how an agent signs in.
    table "avis_compte";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub genre: String,
    pub instant: DateTimeUtc,
    /// Who did it; none for the operator's command.
    pub par: Option<i64>,
    /// Under which profil.
    pub profil: Option<String>,
    /// The code of the reason given for it.
    pub motif: Option<String>,
    /// The session in which the agent did it, if it was the agent.
    pub session: Option<String>,
    /// Browser and address from which the agent did it.
    pub depuis: Option<String>,
    pub lu_le: Option<DateTimeUtc>,
}
