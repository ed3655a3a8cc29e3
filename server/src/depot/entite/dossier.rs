//! Dossiers: one foyer each, as the flows tell it.

entite! {
    /// `empreinte` is the SHA-256 of what the flow said: the same content changes nothing.
    table "dossier";
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub numero_demande: String,
    pub fonorg: String,
    pub numorg: String,
    pub matricule: Option<String>,
    pub etat: String,
    pub date_demande: Option<Date>,
    pub commune: Option<String>,
    pub date_reference: Date,
    pub flux_id: i64,
    pub empreinte: String,
}
