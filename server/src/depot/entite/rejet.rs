//! Foyers that a flow could not give, with the reason.

entite! {
    table "rejet";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub flux_id: i64,
    pub ligne: i64,
    pub element: String,
    pub raison: String,
    pub numero_demande: Option<String>,
}
