//! Which flows changed a dossier.

entite! {
    /// History of a dossier, one row for each flow that changed it.
    table "dossier_flux";
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub flux_id: i64,
    pub date_reference: Date,
    pub etat: String,
    pub empreinte: String,
}
