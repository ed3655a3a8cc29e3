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

/// Acts that everybody has on their own session say nothing of a profil.
const POUR_TOUS: [Acte; 14] = [
    Acte::SeConnecter,
    Acte::SeDeconnecter,
    Acte::ConsulterSession,
    Acte::ProlongerSession,
    Acte::ChangerProfil,
    Acte::ChangerMotDePasse,
    Acte::PresenterSecondFacteur,
    Acte::InstallerSecondFacteur,
    Acte::RetirerSecondFacteur,
    Acte::ConsulterCompte,
    Acte::LireAvis,
    Acte::FermerSessions,
    Acte::GererClesAcces,
    Acte::SignerEngagement,
];

/// What `profil` opens when the convention opens `rubriques` and allows entry or not.
pub fn ouverture(profil: Profil, rubriques: &[Rubrique], saisie: bool) -> Ouverture {
    let permis = |acte: &Acte| allows(profil, *acte).is_some_and(|droit| !droit.saisie || saisie);
    let actes = Acte::TOUS.iter().copied().filter(|acte| !POUR_TOUS.contains(acte)).filter(permis).collect();
    let rubriques = allows(profil, Acte::ConsulterDossier).map(|droit| droit.rubriques_sous(rubriques));
    Ouverture { actes, rubriques: rubriques.unwrap_or_default(), portee: profil.portee() }
}
