//! What happened to the journal behind the server's back.

entite! {
    /// A trace that was known, by its digest, and is not on its chain any more. Each is told once.
    table "incident_journal";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub sorte: String,
    pub instant: DateTimeUtc,
    pub chaine: i32,
    pub seq: i64,
    pub empreinte: String,
}
