//! Conventions: how long one lasts, and which terms hold on a day.
//!
//! The terms are dated: avenant 0 holds the initial ones, each later one replaces them
//! whole from its own day. Nothing is overwritten, so that what was open on any past day
//! can still be told. Source: conventions of 2016, art. 1, 2, 5 and 6.

mod duree;
mod termes;
#[cfg(test)]
mod tests;

pub use duree::{Duree, EtatConvention, PREAVIS_MOIS};
pub use termes::{Avenant, Niveau, Quota, Termes, avenant_du, places};
