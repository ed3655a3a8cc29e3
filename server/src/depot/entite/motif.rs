//! Reasons given under watch.

entite! {
    /// The reason of one view under watch; `objet` names the view once it is made.
    table "motif";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub surveillance_id: i64,
    pub donne_le: DateTimeUtc,
    pub motif: String,
    pub precision: Option<String>,
    pub objet: Option<String>,
}
