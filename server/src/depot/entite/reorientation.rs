//! What a structure asks about the orientation of whom it accompanies.

entite! {
    /// `repondue_le` once the Département has answered, `lue_le` once the structure has read it;
    /// `decision_id` is the step of the parcours that answered, when one did.
    table "reorientation";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    /// The one that it asks to change.
    pub orientation_id: i64,
    pub organisation_id: i64,
    pub agent_id: i64,
    pub motif: String,
    pub sorte: Option<String>,
    pub note: String,
    pub etat: String,
    pub demandee_le: DateTimeUtc,
    pub repondue_le: Option<DateTimeUtc>,
    pub lue_le: Option<DateTimeUtc>,
    pub decision_id: Option<i64>,
}
