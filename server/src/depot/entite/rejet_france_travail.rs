//! A line of such a file of which nothing was kept.

entite! {
    table "rejet_france_travail";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub fichier_id: i64,
    pub ligne: i64,
    pub raison: String,
}
