//! Conventions: the terms in force decide access; quotas hold whoever asks at once.

mod annulation;
mod base;
mod caisse;
mod pole_emploi;
mod quota;
mod rattachement;
mod saisie;
pub mod sans_compte;
mod supervision;
mod territoire;
