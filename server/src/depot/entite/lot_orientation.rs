//! One decision taken for several persons: an orientation, or the handing over of a portfolio.

entite! {
    /// `sorte`: code of a `SorteLot`. `exclues` and `gardees`: numbers of persons, each with the reason
    /// (JSON): for whom nothing was decided, or what was not undone.
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
    pub sorte: String,
    /// Whose portfolio was handed over.
    pub quitte_id: Option<i64>,
}
