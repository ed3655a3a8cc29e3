//! Keys of the creations of the day.

entite! {
    /// What the intention of an agent created: the same key never creates twice.
    table "cle_creation";
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
    pub acte: String,
    /// SHA-256 of what was asked.
    pub empreinte: String,
    /// The number by which the answer is found again.
    pub objet: i64,
    pub instant: DateTimeUtc,
}
