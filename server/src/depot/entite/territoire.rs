//! The communes of each CTSA.

entite! {
    table "territoire";
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub commune: String,
}
