//! Contracts (CER), drafts included.

entite! {
    /// `saisie` is the draft as typed (JSON of `SaisieCer`); the columns after it are set
    /// when it is signed. `version` counts the changes (If-Match).
    table "cer";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub organisation_id: i64,
    pub referent_id: i64,
    pub precedent_id: Option<i64>,
    pub etat: String,
    pub version: i32,
    pub saisie: String,
    pub saisie_le: DateTimeUtc,
    pub avenant_de: Option<i64>,
    pub sorte: Option<String>,
    pub forme: Option<String>,
    pub rang: Option<i32>,
    pub duree_mois: Option<i32>,
    pub debut: Option<Date>,
    pub fin: Option<Date>,
    pub decide_le: Option<DateTimeUtc>,
}
