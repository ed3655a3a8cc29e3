//! What a person is found by: the words of their names, folded.

entite! {
    /// See `shared::personne::cles_des_noms`. Rows of no person alive in the store go with it.
    table "personne_cle";
    #[sea_orm(primary_key, auto_increment = false)]
    pub personne_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
}

/// The keys of a person who bears these names.
pub fn cles<'a>(personne: i64, noms: impl IntoIterator<Item = &'a str>) -> Vec<ActiveModel> {
    use reciproque_shared::cle_recherche::cles_des_noms;
    use sea_orm::ActiveValue::Set;
    let cles = cles_des_noms(noms).into_iter();
    cles.map(|cle| ActiveModel { personne_id: Set(personne), cle: Set(cle) }).collect()
}

/// Writes these keys in place of those that these persons had.
pub async fn remplacer(
    base: &impl ConnectionTrait,
    personnes: &[i64],
    cles: Vec<ActiveModel>,
) -> Result<(), DbErr> {
    let anciennes = Entity::delete_many().filter(Column::PersonneId.is_in(personnes.iter().copied()));
    anciennes.exec(base).await?;
    if !cles.is_empty() {
        Entity::insert_many(cles).exec_without_returning(base).await?;
    }
    Ok(())
}
