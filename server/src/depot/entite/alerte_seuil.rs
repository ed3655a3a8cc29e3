//! The thresholds of the rules, each change kept.

entite! {
    /// A threshold that the département has set; the latest one holds.
    table "alerte_seuil";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub seuil: String,
    pub valeur: i32,
    pub depuis: DateTimeUtc,
    pub agent_id: i64,
}
