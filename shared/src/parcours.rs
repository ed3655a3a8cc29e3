//! The parcours of one adult: orientation (CASF L262-29), droits et devoirs.

use chrono::NaiveDate;

use crate::liste::liste_fermee;
use crate::regle::{Cle, Depart, Regle};

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

    /// The day that this delay runs from: the notification when the rule says so and it is known,
    /// else the decision.
    pub fn depart(&self, regle: &Regle) -> NaiveDate {
        match regle.depart {
            Some(Depart::NotificationOrientation) => self.notifiee_le.unwrap_or(self.debut),
            _ => self.debut,
        }
    }
}
