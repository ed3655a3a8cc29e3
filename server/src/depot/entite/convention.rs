//! Conventions of an organisation with the département.

entite! {
    /// Its terms are in `avenant`. `date_fin` is the last day in force, none while it renews
    /// itself (`shared::convention::Duree::fin`).
    table "convention";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    /// By which rules it ends.
    pub sorte: String,
    pub reference: String,
    pub date_effet: Date,
    pub date_fin: Option<Date>,
    pub tacite: bool,
    pub version: i32,
    pub denoncee_le: Option<Date>,
    /// None for a notice entered before it was kept.
    pub denonciation_voie: Option<String>,
    pub denonciation_motif: Option<String>,
    pub denonciation_par: Option<i64>,
    pub denonciation_saisie_le: Option<DateTimeUtc>,
    /// Given up before it took effect: it holds no day any more.
    pub annulation_le: Option<DateTimeUtc>,
    pub annulation_par: Option<i64>,
    pub annulation_motif: Option<String>,
}
