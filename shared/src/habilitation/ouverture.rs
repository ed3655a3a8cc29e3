//! « Ce que ce profil ouvre »: least privilege, read from the rule table itself.

use super::{Acte, Portee, Profil, Rubrique, allows};

/// What a profil gives under a convention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ouverture {
    pub actes: Vec<Acte>,
    /// Rubriques of a dossier, in screen order.
    pub rubriques: Vec<Rubrique>,
    pub portee: Portee,
}

/// What `profil` opens when the convention opens `rubriques`, allows entry or not, and keeps who reads the
/// whole département to the current rights or not.
pub fn ouverture(profil: Profil, rubriques: &[Rubrique], saisie: bool, droits_en_cours: bool) -> Ouverture {
    let permis = |acte: &Acte| allows(profil, *acte).is_some_and(|droit| !droit.saisie || saisie);
    let actes = Acte::TOUS.iter().copied().filter(|acte| !acte.est_de_chacun()).filter(permis).collect();
    let dossier = allows(profil, Acte::ConsulterDossier);
    let portee = dossier.map_or(Portee::Aucune, |droit| droit.portee_sous(droits_en_cours));
    let rubriques = dossier.map(|droit| droit.rubriques_sous(rubriques)).unwrap_or_default();
    Ouverture { actes, rubriques, portee }
}
