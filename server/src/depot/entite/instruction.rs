//! What is asked of the Département about the right of a person.

entite! {
    /// First what its kind alone says, then what is proposed or decided (`issue` to `motif_issue`), then
    /// what left the house. `etat_le`: when it came to its state. Amounts are cents.
    table "instruction";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub sorte: String,
    pub genre: Option<String>,
    pub moment: Option<String>,
    pub montant: Option<i64>,
    pub motif: Option<String>,
    pub contre: Option<String>,
    pub contestee_le: Option<Date>,
    pub initiative: Option<String>,
    pub precision: Option<String>,
    pub recue_le: Date,
    pub etat: String,
    pub etat_le: DateTimeUtc,
    pub instruite_par: Option<i64>,
    pub issue: Option<String>,
    pub montant_accorde: Option<i64>,
    pub effet_du: Option<Date>,
    pub effet_au: Option<Date>,
    pub motif_issue: Option<String>,
    pub decidee_par: Option<i64>,
    pub decidee_le: Option<Date>,
    pub notifiee_le: Option<Date>,
    pub notification: Option<String>,
    pub transmise_le: Option<Date>,
    pub transmission: Option<String>,
    pub classement: Option<String>,
}
