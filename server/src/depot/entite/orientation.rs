//! Which structure accompanies whom, and since when.

entite! {
    /// Both dates are kept: the delay of the contract starts at the orientation (2016
    /// text) or at its notification (2025).
    table "orientation";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub organisation_id: i64,
    pub sorte: String,
    pub debut: Date,
    pub notifiee_le: Option<Date>,
    pub fin: Option<Date>,
}
