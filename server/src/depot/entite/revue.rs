//! Annual reviews, open or sealed.

entite! {
    /// `empreinte` is the SHA-256 of `texte`, the sealed document; the journal holds it too, and its
    /// key signed it (`signature`, with the public key of that day).
    table "revue";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub organisation_nom: String,
    pub annee: i32,
    pub ouverte_le: DateTimeUtc,
    pub limite: Date,
    pub version: i32,
    pub scellee_le: Option<DateTimeUtc>,
    pub scellee_par: Option<String>,
    pub empreinte: Option<String>,
    pub texte: Option<String>,
    pub signature: Option<String>,
    pub cle_publique: Option<String>,
}
