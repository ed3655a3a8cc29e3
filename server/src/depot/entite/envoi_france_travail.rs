//! What was sent to France Travail about an orientation, and what it answered.

entite! {
    table "envoi_france_travail";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    /// An orientation that was undone since is gone: it is a number, and no key.
    pub orientation_id: i64,
    pub rang: i32,
    pub parcours: String,
    pub organisme: String,
    pub structure: String,
    pub referent_id: Option<i64>,
    pub debut: Date,
    pub fin: Option<Date>,
    pub etat: String,
    pub motif: Option<String>,
    pub envoye_le: DateTimeUtc,
    pub repondu_le: Option<DateTimeUtc>,
}
