//! Rendez-vous: what is typed, when it takes place, and what came of it.
//!
//! A collective session is one rendez-vous per participant: each has a status.
//! Times are local to the département (Europe/Paris).

mod difference;
pub mod fiche;
mod reception;
mod retenue;
mod saisie;
mod statut;
#[cfg(test)]
mod tests;

pub use difference::{differences, libelle_du_champ};
pub use reception::{NonRecu, peut_etre_recu};
pub use retenue::LONGUEUR_BROUILLON;
pub use saisie::{DUREES_MINUTES, LONGUEUR_LIEU, LONGUEUR_NOTE, RendezVous, SaisieRendezVous, chevauchent};
pub use statut::{StatutRendezVous, lire_statut};

use crate::liste::liste_fermee;

liste_fermee! {
    /// What a rendez-vous is for.
    ObjetRendezVous {
        PremierEntretien = "premier_entretien", "Premier entretien";
        ElaborationCer = "elaboration_cer", "Élaboration du CER";
        Suivi = "suivi", "Suivi";
        Bilan = "bilan", "Bilan ou renouvellement du CER";
        InformationCollective = "information_collective", "Information collective";
        Diagnostic = "diagnostic", "Entretien de diagnostic";
    }
}

liste_fermee! {
    /// How people meet. A letter or a mail is a contact, not a rendez-vous.
    Canal {
        Physique = "physique", "Sur place";
        Telephone = "telephone", "Par téléphone";
        Visio = "visio", "En visioconférence";
        Domicile = "domicile", "À domicile";
    }
}

liste_fermee! {
    /// What one may type of a rendez-vous that exists.
    Changement {
        Modification = "modification", "Modification";
        Report = "report", "Report";
    }
}

impl Changement {
    /// What the form begins with, on a rendez-vous that says `ecrite`: the next one is another day.
    #[must_use]
    pub fn depart(self, ecrite: SaisieRendezVous) -> SaisieRendezVous {
        match self {
            Self::Modification => ecrite,
            Self::Report => {
                SaisieRendezVous { date: String::new(), heure: String::new(), note: String::new(), ..ecrite }
            }
        }
    }
}

impl Canal {
    /// True when the person must be told where to go.
    pub const fn exige_un_lieu(self) -> bool {
        matches!(self, Self::Physique)
    }
}
