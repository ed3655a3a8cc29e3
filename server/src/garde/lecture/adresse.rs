//! Where a person lives, for what is written to them.

use reciproque_shared::dossier::AdresseLue;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::rubrique::{Adresse, Sous};
use reciproque_shared::source::SourceFermee;

use super::contenu;
use crate::depot::entite::personne;
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::refus::Refus;

/// The caisse of the foyer of a person in hand, when its data are closed at this hour.
pub async fn source_fermee(
    passage: &Passage,
    base: &impl Sql,
    personne: &personne::Model,
) -> Result<Option<SourceFermee>, Refus> {
    if passage.sources_fermees().is_empty() {
        return Ok(None);
    }
    let fonorg = contenu::caisse(base, personne).await?;
    Ok(fonorg.and_then(|fonorg| passage.source_fermee(&fonorg)))
}

/// The first address that the caisse gave for the foyer. Who left the foyer lives elsewhere:
/// nothing is known of it.
pub async fn adresse(
    passage: &Passage,
    base: &impl Sql,
    personne: &personne::Model,
) -> Result<Sous<Adresse, Vec<String>>, Refus> {
    let Some(ouverte) = passage.ouverte::<Adresse>().filter(|_| personne.partie_le.is_none()) else {
        return Ok(Sous::new(None, None));
    };
    if source_fermee(passage, base, personne).await?.is_some() {
        return Ok(Sous::new(None, None));
    }
    let (foyer, _) = contenu::charger(base, Some(personne), &[], &[Rubrique::Adresse]).await?;
    let lues = foyer.lire::<Vec<AdresseLue>>(Rubrique::Adresse)?;
    let premiere = lues.into_iter().flatten().next();
    Ok(Sous::new(Some(&ouverte), premiere.map(|adresse| adresse.lignes)))
}
