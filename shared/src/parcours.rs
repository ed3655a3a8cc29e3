//! The parcours of one adult: orientation (CASF L262-29), référent unique (L262-27), and how the
//! Département decides on both.

mod champs;
pub mod confies;
mod contexte;
pub mod fiche;
mod gestes;
pub mod lot;
mod orientation;
pub mod portefeuille;
mod prolongation;
pub mod reorientation;
mod suites;
mod tenue;
#[cfg(test)]
mod tests;

pub use champs::SANS_REFERENT;
pub use contexte::{Contexte, OrientationEnCours, StructurePossible};
pub use gestes::GesteParcours;
pub use orientation::{OrientationDecidee, SaisieOrientation};
pub use prolongation::{Difficulte, Prolongation, SaisieProlongation};
pub use suites::{
    AnnulationLue, DesignationLue, FinLue, LONGUEUR_MOTIF, NotificationLue, SaisieAnnulationDecision,
    SaisieDesignation, SaisieFin, SaisieNotification,
};

pub use tenue::{OrientationTenue, ParcoursTenu, ReferentTenu};

use chrono::NaiveDate;

use crate::liste::liste_fermee;
use crate::regle::{Cle, Depart, Regle};

liste_fermee! {
    /// The kind of support that an orientation opens, whatever the body that gives it.
    SorteOrientation {
        Social = "social", "Sociale";
        Professionnel = "professionnel", "Professionnelle";
        Socioprofessionnel = "socioprofessionnel", "Socioprofessionnelle";
    }
}

liste_fermee! {
    /// Who decided. Only the président du conseil départemental does, alone or through France Travail
    /// (C. trav. L5411-5-1 II; CASF D262-65-2).
    Decideur {
        Departement = "departement", "Le Département";
        FranceTravailConvention = "france_travail_convention", "France Travail, par convention";
        FranceTravailRelais = "france_travail_relais", "France Travail, le délai du Département étant passé";
    }
}

liste_fermee! {
    /// Why an orientation is decided.
    OrigineOrientation {
        Premiere = "premiere", "Première orientation";
        Reorientation = "reorientation", "Réorientation";
        Demenagement = "demenagement", "Déménagement dans le département";
        FinConvention = "fin_convention", "Fin de la convention de la structure";
        Reprise = "reprise", "Reprise après la fin d’un parcours";
    }
}

liste_fermee! {
    /// Why an orientation ended.
    FinOrientation {
        Reorientation = "reorientation", "Réorientation";
        Demenagement = "demenagement", "Déménagement dans le département";
        FinConvention = "fin_convention", "Fin de la convention de la structure";
        Emploi = "emploi", "Emploi retrouvé";
        AutreDepartement = "autre_departement", "Départ pour un autre département";
        FinDroit = "fin_droit", "Fin du droit au rSa";
        Deces = "deces", "Décès";
    }
}

impl FinOrientation {
    /// The path ends there: nobody else takes over.
    pub const fn sans_suite(self) -> bool {
        matches!(self, Self::Emploi | Self::AutreDepartement | Self::FinDroit | Self::Deces)
    }
}

impl OrigineOrientation {
    /// Why the former orientation ends, when this one follows another that runs.
    pub const fn fin_de_la_precedente(self) -> FinOrientation {
        match self {
            Self::Demenagement => FinOrientation::Demenagement,
            Self::FinConvention => FinOrientation::FinConvention,
            Self::Premiere | Self::Reorientation | Self::Reprise => FinOrientation::Reorientation,
        }
    }
}

impl SorteOrientation {
    /// The delay within which the contract is concluded: shorter within the public
    /// employment service (L262-35) than elsewhere (L262-36).
    pub const fn delai_contrat(self) -> Cle {
        match self {
            Self::Professionnel => Cle::DelaiContratSpe,
            Self::Social | Self::Socioprofessionnel => Cle::DelaiContratSocial,
        }
    }

    /// True when the law asks for a review (L262-31).
    pub const fn revue(self) -> bool {
        matches!(self, Self::Social)
    }
}

/// An orientation to a structure. Delays run from the decision (2016 text) or from
/// its notification (2025), access from its first day: all three are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation {
    pub sorte: SorteOrientation,
    pub decidee_le: NaiveDate,
    /// When the person received the decision.
    pub notifiee_le: Option<NaiveDate>,
    /// First day of the support.
    pub debut: NaiveDate,
    /// Last day, when it is closed.
    pub fin: Option<NaiveDate>,
    /// The difficulties of the person ask for a later review.
    pub prolongee: bool,
}

impl Orientation {
    /// True when it holds on this day.
    pub fn court_le(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour <= fin)
    }

    /// The delay of its review, where the law asks for one (L262-31).
    pub const fn revue(&self) -> Option<Cle> {
        match (self.sorte.revue(), self.prolongee) {
            (false, _) => None,
            (true, false) => Some(Cle::RevueSocial),
            (true, true) => Some(Cle::RevueSocialProlongee),
        }
    }

    /// The day that this delay runs from: the notification when the rule says so and it is known,
    /// else the decision.
    pub fn depart(&self, regle: &Regle) -> NaiveDate {
        match regle.depart {
            Some(Depart::NotificationOrientation) => self.notifiee_le.unwrap_or(self.decidee_le),
            _ => self.decidee_le,
        }
    }
}
