//! The decisions about a parcours.

entite! {
    /// `avant` is the parcours as it was (JSON of `ParcoursTenu`).
    table "parcours_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub rang: i32,
    pub geste: String,
    pub quoi: String,
    pub motif: Option<String>,
    pub avant: String,
    /// The decision taken for several persons at once.
    pub lot_id: Option<i64>,
    pub agent_id: i64,
    pub instant: DateTimeUtc,
    /// What went with the person to the new référent (JSON of numbers).
    pub deplaces: Option<String>,
}
