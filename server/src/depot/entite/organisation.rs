//! Organisations: the département, its partners, the CTSA.

entite! {
    table "organisation";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub sorte: String,
    #[sea_orm(unique)]
    pub nom: String,
    /// Opening hours, local time; both or none.
    pub ouvre_a: Option<Time>,
    pub ferme_a: Option<Time>,
    /// A structure that accompanies and signs in nowhere.
    pub sans_compte: bool,
    pub suspendue_le: Option<DateTimeUtc>,
}
