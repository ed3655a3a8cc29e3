//! The life of a rendez-vous, step by step.

entite! {
    table "rendez_vous_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub rendez_vous_id: i64,
    pub statut: String,
    pub instant: DateTimeUtc,
    pub agent_id: i64,
    /// Date, time and place until this step changed the rendez-vous.
    pub debut_avant: Option<DateTime>,
    pub lieu_avant: Option<String>,
    /// Done by the officer, on a request of the person.
    pub rectifie: bool,
}
