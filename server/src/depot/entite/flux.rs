//! Flows that were read, each with its report.

entite! {
    table "flux";
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub empreinte: String,
    pub emetteur: String,
    pub version: String,
    pub type_flux: String,
    pub date_creation: Date,
    pub heure_creation: String,
    pub date_reference: Date,
    pub invente: bool,
    pub lu_le: DateTimeUtc,
    pub bilan: String,
    /// Since when it counts no longer, and any other flow is more recent.
    pub annule_le: Option<DateTimeUtc>,
}
