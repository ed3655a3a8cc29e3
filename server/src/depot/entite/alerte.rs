//! Alerts of curiosity.

entite! {
    /// One open alert per agent and rule. `mesure` is the highest count seen.
    table "alerte";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub regle: String,
    pub agent_id: i64,
    pub organisation_id: i64,
    pub mesure: i32,
    pub seuil: i32,
    pub ouverte_le: DateTimeUtc,
    pub derniere_le: DateTimeUtc,
    pub close_le: Option<DateTimeUtc>,
    pub conclusion: Option<String>,
}
