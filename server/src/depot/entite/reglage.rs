//! Settings of the store itself.

entite! {
    table "reglage";
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
    pub valeur: String,
}
