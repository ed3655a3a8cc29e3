//! Conventions: the terms in force decide access; quotas hold whoever asks at once.

mod annulation;
mod base;
mod caisse;
mod pole_emploi;
mod quota;
mod rattachement;
mod saisie;
mod supervision;
mod territoire;
