//! A file of situations received from France Travail, with its report.

entite! {
    /// `au`: the day that it describes; `bilan`: counts (JSON).
    table "fichier_france_travail";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub empreinte: String,
    pub au: Date,
    pub lu_le: DateTimeUtc,
    pub bilan: String,
}
