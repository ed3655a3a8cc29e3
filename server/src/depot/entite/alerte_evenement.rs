//! The events that an alert rests on.

entite! {
    /// A position in the journal that an alert holds, with the digest of its link.
    table "alerte_evenement";
    #[sea_orm(primary_key, auto_increment = false)]
    pub alerte_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub chaine: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub empreinte: Option<String>,
}
