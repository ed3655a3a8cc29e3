//! Who is the principal manager of each organisation.

entite! {
    /// The principal manager of an organisation; the others are deputies.
    table "gestionnaire_principal";
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    #[sea_orm(unique)]
    pub habilitation_id: i64,
}
