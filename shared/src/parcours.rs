//! The parcours of one adult: orientation (CASF L262-29) and legal deadlines.
//!
//! A missed deadline is a finding for the work list, never an automatic sanction.

mod droits_devoirs;
mod echeance;
#[cfg(test)]
mod tests;

pub use droits_devoirs::{ChampDroitsDevoirs, soumis};
pub use echeance::{Echeance, EtatEcheance, NatureEcheance, PROCHE_JOURS, echeances};

use chrono::NaiveDate;

use crate::liste::liste_fermee;
use crate::regle::Cle;

liste_fermee! {
    /// Where an orientation leads.
    SorteOrientation {
        Social = "social", "Sociale";
        Professionnel = "professionnel", "Professionnelle";
        Socioprofessionnel = "socioprofessionnel", "Socioprofessionnelle";
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
/// its notification (2025): both are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation {
    pub sorte: SorteOrientation,
    /// Day of the decision.
    pub debut: NaiveDate,
    pub notifiee_le: Option<NaiveDate>,
    /// Last day, when it is closed.
    pub fin: Option<NaiveDate>,
}

impl Orientation {
    /// True when it holds on this day.
    pub fn court_le(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour <= fin)
    }
}
