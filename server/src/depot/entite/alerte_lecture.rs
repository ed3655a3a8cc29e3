//! How far the rules have read the journal.

entite! {
    /// The last event of a chain of the journal that the rules have read; `empreinte` is the digest
    /// of its link, which another journal does not have there.
    table "alerte_lecture";
    #[sea_orm(primary_key, auto_increment = false)]
    pub chaine: i32,
    pub seq: i64,
    pub empreinte: Option<String>,
}
