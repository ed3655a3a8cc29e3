//! Conventions: how long one lasts, and which terms hold on a day.
//!
//! The terms are dated: avenant 0 holds the initial ones, each later one replaces them
//! whole from its own day. What is given up before its day is kept as cancelled. Nothing
//! is overwritten, so that what was open on any past day can still be told.
//! Source: conventions of 2016, art. 1, 2, 5 and 6.

mod annulation;
mod avenant;
mod correction;
mod denonciation;
mod difference;
mod duree;
mod nouvelle;
mod resiliation;
mod saisie;
mod termes;
mod territoire;
#[cfg(test)]
mod tests;

pub use annulation::SaisieAnnulation;
pub(crate) use annulation::pas_encore;
pub use avenant::{NouvelAvenant, SaisieAvenant};
pub use correction::{Correction, DelaiCorrection, SaisieCorrection};
pub use denonciation::{Denonciation, SaisieDenonciation};
pub use difference::Difference;
pub use duree::{Duree, EtatConvention, finit_bientot};
pub use nouvelle::{LONGUEUR_REFERENCE, NouvelleConvention, SaisieConvention, libre};
pub use resiliation::{DepartPreavis, Issue, RegleResiliation, SorteConvention, Voie};
pub(crate) use saisie::lire_raison;
pub use saisie::{Cadre, LONGUEUR_OBJET, SaisieQuota, SaisieTermes};
pub use termes::{Annulation, Avenant, Quota, Termes, avenant_du, capacite_dite, places};
pub use territoire::{LONGUEUR_COMMUNES, Lieu, Lieux, Niveau, lire_communes, territoire_dit};
