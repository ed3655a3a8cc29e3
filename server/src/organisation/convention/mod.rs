//! What is done with the conventions of an organisation; each gesture answers its page.

mod annulation;
mod avenant;
mod denonciation;
mod saisie;

pub use annulation::annuler;
pub use avenant::ajouter as ajouter_avenant;
pub use denonciation::denoncer;
pub use saisie::saisir;
