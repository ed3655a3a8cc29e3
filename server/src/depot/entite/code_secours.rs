//! Recovery codes of the second factor.

entite! {
    /// A recovery code that was not used yet: its hash. Used, it is gone.
    table "code_secours";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub empreinte: String,
}
