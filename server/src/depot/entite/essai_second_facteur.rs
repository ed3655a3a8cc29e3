//! Tries at the second factor since the last success.

entite! {
    /// The tries of an agent from one known browser, or from all the others (`appareil` empty).
    table "essai_second_facteur";
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub appareil: String,
    pub essais: i32,
    pub dernier_le: DateTimeUtc,
}
