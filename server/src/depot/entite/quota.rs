//! How many habilitations of each profil an avenant allows.

entite! {
    table "quota";
    #[sea_orm(primary_key, auto_increment = false)]
    pub avenant_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub profil: String,
    pub nombre: i32,
}
