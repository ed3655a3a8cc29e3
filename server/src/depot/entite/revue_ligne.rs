//! The habilitations that a review examines.

entite! {
    /// One habilitation of a review. `decision` is the code of its state once decided.
    table "revue_ligne";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub revue_id: i64,
    pub habilitation_id: i64,
    pub agent_id: i64,
    pub nom: String,
    pub prenom: String,
    pub profil: String,
    pub depuis: Date,
    pub decision: Option<String>,
    pub motif: Option<String>,
    pub precision: Option<String>,
    pub decidee_le: Option<DateTimeUtc>,
    pub decidee_par: Option<String>,
}
