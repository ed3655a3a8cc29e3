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
    let dossier = allows(profil, Acte::ConsulterDossier);
    Ouverture {
        actes,
        rubriques: dossier.map(|droit| droit.rubriques_sous(rubriques)).unwrap_or_default(),
        portee: dossier.map_or(Portee::Aucune, |droit| droit.portee),
    }
}

impl Profil {
    /// Reads all the traces, or runs the product: nobody who hands out access may become them.
    /// Their accounts are opened by the operator of the server only.
    pub const RESERVES: [Self; 2] = [Self::DelegueProtectionDonnees, Self::Administrateur];

    pub fn reserve(self) -> bool {
        Self::RESERVES.contains(&self)
    }

    /// Whom to ask for what nobody does for oneself, and what to do when there is nobody else.
    pub const fn qui_d_autre(self) -> &'static str {
        match self {
            Self::ReferentSolis => {
                "demandez-le à un autre référent utilisateurs du Département. S’il n’y en a pas, faites-en habiliter un \
                 second : demandez son habilitation, formez-le et délivrez-lui l’attestation, comme à tout agent."
            }
            _ => {
                "demandez-le à l’autre gestionnaire de votre organisme ou au référent utilisateurs du Département."
            }
        }
    }

    /// A manager does not make managers: the département names them.
    pub const fn demandable_par_la_structure(self) -> bool {
        matches!(self, Self::Referent | Self::ConseillerPoleEmploi | Self::GestionnaireCtsa)
    }
}
