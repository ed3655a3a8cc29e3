//! What the flow says of a foyer, rubrique by rubrique.

entite! {
    /// Content of a rubrique, as JSON of its `shared::dossier` type. A rubrique that the
    /// reader may not see is never even selected.
    table "rubrique";
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rubrique: String,
    pub contenu: String,
}
