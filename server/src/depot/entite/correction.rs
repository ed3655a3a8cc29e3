//! Breaches that were corrected in time: each stopped a notice of termination.

entite! {
    /// Append-only. The first columns are the notice as it was, with the last day that it left.
    table "correction";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub convention_id: i64,
    pub denoncee_le: Date,
    pub date_fin: Date,
    pub denonciation_voie: Option<String>,
    pub denonciation_motif: String,
    pub denonciation_par: Option<i64>,
    pub denonciation_saisie_le: DateTimeUtc,
    pub corrigee_le: Date,
    pub motif: String,
    pub saisie_par: i64,
    pub saisie_le: DateTimeUtc,
}
