//! Gestures of the hour on the accounts of others.

entite! {
    /// A gesture that closed an access or changed what opens it: kept an hour, to be counted.
    table "geste_acces";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub par: i64,
    pub sur: i64,
    pub geste: String,
    pub instant: DateTimeUtc,
}
