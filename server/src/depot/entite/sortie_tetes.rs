//! When the heads of the journal last left the machine.

entite! {
    /// One row: the last time that it succeeded, and the last try.
    table "sortie_tetes";
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub derniere_le: Option<DateTimeUtc>,
    pub tentee_le: DateTimeUtc,
    pub echec: Option<String>,
}
