//! Agents: somebody of an organisation.

entite! {
    table "agent";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub nom: String,
    pub prenom: String,
    #[sea_orm(unique)]
    pub email: String,
    pub suspendu_le: Option<DateTimeUtc>,
    pub fonction: Option<String>,
    /// Named group of the organisation's managers: a site, a service.
    pub groupe: Option<String>,
}
