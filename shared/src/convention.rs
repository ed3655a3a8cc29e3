//! Conventions: how long one lasts, and which terms hold on a day.
//!
//! The terms are dated: avenant 0 holds the initial ones, each later one replaces them
//! whole from its own day. Nothing is overwritten, so that what was open on any past day
//! can still be told. Source: conventions of 2016, art. 1, 2, 5 and 6.

mod difference;
mod duree;
mod saisie;
mod termes;
#[cfg(test)]
mod tests;

pub use difference::Difference;
pub use duree::{Duree, EtatConvention, PREAVIS_MOIS};
pub(crate) use saisie::lire_raison;
pub use saisie::{
    Denonciation, LONGUEUR_OBJET, LONGUEUR_REFERENCE, NouvelAvenant, NouvelleConvention, SaisieAvenant,
    SaisieConvention, SaisieDenonciation, SaisieQuota, SaisieTermes, libre, terme,
};
pub use termes::{Avenant, Niveau, Quota, Termes, avenant_du, places};
