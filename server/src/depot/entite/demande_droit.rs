//! Requests of the people concerned.

entite! {
    /// A request of a person concerned. `limite` is the last day to answer.
    table "demande_droit";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub sorte: String,
    pub etat: String,
    pub recue_le: Date,
    pub limite: Date,
    pub article: String,
    pub prolongee: bool,
    pub objet: String,
    pub version: i32,
    pub close_le: Option<DateTimeUtc>,
}
