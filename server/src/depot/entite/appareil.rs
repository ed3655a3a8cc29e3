//! Browsers that agents signed in with.

entite! {
    /// A browser that this agent signed in with: the hash of the token that it keeps, nothing else.
    table "appareil";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub empreinte: String,
    pub vu_le: DateTimeUtc,
}
