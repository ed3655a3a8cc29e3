//! Rendez-vous.

entite! {
    /// `debut` is local time at the département (Europe/Paris). `origine_id` links a
    /// rendez-vous to the one it postpones.
    table "rendez_vous";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub organisation_id: i64,
    pub referent_id: i64,
    pub origine_id: Option<i64>,
    pub objet: String,
    pub debut: DateTime,
    pub duree_minutes: i32,
    pub canal: String,
    pub lieu: Option<String>,
    pub statut: String,
    pub note: Option<String>,
    pub version: i32,
}
