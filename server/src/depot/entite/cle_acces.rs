//! Passkeys.

entite! {
    /// A passkey: a public key, and the counter that goes with it.
    table "cle_acces";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub nom: String,
    /// Identifier of the credential, in base64url.
    #[sea_orm(unique)]
    pub identifiant: String,
    pub cle: String,
    pub creee_le: DateTimeUtc,
    pub utilisee_le: Option<DateTimeUtc>,
}
