//! Drafts of rendez-vous.

entite! {
    /// What an agent is typing for a person: `saisie` is JSON of `SaisieRendezVous`. `version`
    /// changes with it (If-Match). To change a rendez-vous: which one, the code of a `Changement`, and
    /// what it said (`depart`, JSON of `SaisieRendezVous`).
    table "brouillon_rendez_vous";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub personne_id: i64,
    pub rendez_vous_id: Option<i64>,
    pub changement: Option<String>,
    pub saisie: String,
    pub depart: Option<String>,
    pub saisie_le: DateTimeUtc,
    pub version: i32,
}
