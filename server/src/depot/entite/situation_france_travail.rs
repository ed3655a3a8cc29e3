//! What France Travail told of a person, until it told something else.

entite! {
    /// `au` and `confirmee_le`: the first and the last file that told it; `remplacee_le`: the one that told
    /// another, none for the last known.
    table "situation_france_travail";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub au: Date,
    pub confirmee_le: Date,
    pub remplacee_le: Option<Date>,
    pub statut: String,
    pub inscrite_le: Option<Date>,
    pub sortie_le: Option<Date>,
    pub motif: Option<String>,
    pub categorie: Option<String>,
    pub entretien_le: Option<Date>,
    pub agence: Option<String>,
    pub conseiller: Option<String>,
    pub plan_debut: Option<Date>,
    pub plan_fin: Option<Date>,
}
