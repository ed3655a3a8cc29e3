//! What a person is found by: the words of their names, folded.

use reciproque_shared::cle_recherche::cles_des_noms;

use crate::depot::sql::Sql;

entite! {
    /// See `shared::personne::cles_des_noms`. Rows of no person alive in the store go with it.
    table "personne_cle";
    #[sea_orm(primary_key, auto_increment = false)]
    pub personne_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub cle: String,
}

/// The keys of a person who bears these names.
pub fn cles<'a>(personne: i64, noms: impl IntoIterator<Item = &'a str>) -> Vec<[Value; 2]> {
    cles_des_noms(noms).into_iter().map(|cle| [personne.into(), cle.into()]).collect()
}

/// Writes these keys in place of those that these persons had.
pub async fn remplacer(base: &impl Sql, personnes: &[i64], cles: Vec<[Value; 2]>) -> Result<(), DbErr> {
    base.oublier("personne_cle", personnes).await?;
    base.inserer("INSERT INTO personne_cle (personne_id, cle)", cles).await
}
