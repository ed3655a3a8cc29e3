//! Agents under watch, and until when.

entite! {
    /// Over after `jusqu_au` when there is one, or when it is lifted (`fin`).
    table "surveillance";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub alerte_id: Option<i64>,
    pub posee_par: i64,
    pub debut: DateTimeUtc,
    pub jusqu_au: Option<Date>,
    pub motif: String,
    pub fin: Option<DateTimeUtc>,
    pub levee_par: Option<i64>,
    pub motif_levee: Option<String>,
}
