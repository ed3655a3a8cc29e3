//! Conventions: how long one lasts, and which terms hold on a day.
//!
//! The terms are dated: avenant 0 holds the initial ones, each later one replaces them
//! whole from its own day. Nothing is overwritten, so that what was open on any past day
//! can still be told. Source: conventions of 2016, art. 1, 2, 5 and 6.

mod difference;
mod duree;
mod saisie;
mod termes;
mod territoire;
#[cfg(test)]
mod tests;

pub use difference::Difference;
pub use duree::{Duree, EtatConvention, PREAVIS_MOIS, finit_bientot};
pub(crate) use saisie::lire_raison;
pub use saisie::{
    Cadre, Denonciation, LONGUEUR_OBJET, LONGUEUR_REFERENCE, NouvelAvenant, NouvelleConvention,
    SaisieAvenant, SaisieConvention, SaisieDenonciation, SaisieQuota, SaisieTermes, libre, terme,
};
pub use termes::{Avenant, Quota, Termes, avenant_du, places};
pub use territoire::{LONGUEUR_COMMUNES, Lieu, Lieux, Niveau, territoire_dit};
