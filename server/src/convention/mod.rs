//! Conventions: who may hold how many accesses, until when, under which terms.

mod annulation;
mod avenant;
mod denonciation;
pub mod lecture;
pub mod lieux;
pub mod quota;
mod saisie;

pub use annulation::annuler;
pub use avenant::ajouter as ajouter_avenant;
pub use denonciation::denoncer;
pub use saisie::saisir;
