//! Which agent accompanies whom, and since when.

entite! {
    table "referent";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub agent_id: i64,
    pub debut: Date,
    pub fin: Option<Date>,
}
