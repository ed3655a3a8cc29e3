//! What each file awaits: rows that the function `suite` wrote, never changed otherwise.

entite! {
    /// `du` and `avant` are local times at the département: the row stands from the one until
    /// before the other.
    table "attente";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    /// Of the foyer: the CTSA follows from it, day by day.
    pub commune: Option<String>,
    /// None while nobody accompanies the person.
    pub structure_id: Option<i64>,
    pub referent_id: Option<i64>,
    pub porteur_id: Option<i64>,
    pub quoi: String,
    pub objet_id: Option<i64>,
    pub depuis: Date,
    pub proche_le: Option<Date>,
    pub limite: Option<Date>,
    pub regle_cle: Option<String>,
    pub regle_debut: Option<Date>,
    pub du: DateTime,
    pub avant: DateTime,
}
