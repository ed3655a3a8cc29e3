//! What was asked of browsers and not answered yet.

entite! {
    /// A question to a browser about a passkey; gone once answered.
    table "question";
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub nom: String,
    /// As the library of passkeys writes it.
    pub etat: String,
    pub posee_le: DateTimeUtc,
}
