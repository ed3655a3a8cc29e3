//! The communes of each CTSA, day by day.

entite! {
    /// From its first day to its last one, both included. No commune is in two CTSA on one day: the
    /// table holds it.
    table "territoire";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub commune: String,
    pub debut: Date,
    pub fin: Option<Date>,
}
