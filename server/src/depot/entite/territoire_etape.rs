//! The changes of the territories.

entite! {
    /// `communes` and `avant`: those that it bears on, and how they were held (JSON, of `CommuneTenue`
    /// for the second); `mouvements`: what it moved (JSON of `Mouvement`).
    table "territoire_etape";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub rang: i32,
    pub geste: String,
    /// The CTSA that received them.
    pub organisation_id: i64,
    pub debut: Date,
    pub communes: String,
    pub quoi: String,
    pub motif: Option<String>,
    pub mouvements: String,
    pub avant: String,
    pub agent_id: i64,
    pub instant: DateTimeUtc,
}
