//! One decision taken for several persons.

entite! {
    /// `exclues` and `gardees`: numbers of persons, each with the reason (JSON): not oriented, or not
    /// undone.
    table "lot_orientation";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub agent_id: i64,
    pub instant: DateTimeUtc,
    pub quoi: String,
    pub exclues: String,
    pub gardees: String,
    pub annule_le: Option<DateTimeUtc>,
}
