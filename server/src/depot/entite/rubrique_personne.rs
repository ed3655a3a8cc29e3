//! What the flow says of a person, rubrique by rubrique.

entite! {
    table "rubrique_personne";
    #[sea_orm(primary_key, auto_increment = false)]
    pub personne_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rubrique: String,
    pub contenu: String,
}
