//! Two lines that may be of one person.

entite! {
    /// See the migration `m0009_personne_une`.
    table "rapprochement";
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The later of the two lines.
    pub personne_id: i64,
    pub autre_id: i64,
    /// The newer dossier, whose CTSA decides.
    pub dossier_id: i64,
    pub ancien_dossier_id: i64,
    pub commune: Option<String>,
    pub score: i32,
    /// Codes, a blank between two.
    pub raisons: String,
    pub etat: String,
    pub trouve_le: DateTimeUtc,
    pub flux_id: Option<i64>,
    /// Who decided last; nobody when only flows did.
    pub agent_id: Option<i64>,
    pub decide_le: Option<DateTimeUtc>,
    /// Of a reunion, the line that goes on.
    pub gardee_id: Option<i64>,
    /// It took the place of the other one.
    pub echange: bool,
    pub partie_avant: Option<Date>,
    pub nir_repris: bool,
}
