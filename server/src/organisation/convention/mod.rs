//! What is done with the conventions of an organisation; each gesture answers its page.

mod annulation;
mod avenant;
mod correction;
mod denonciation;
mod saisie;

pub use annulation::annuler;
pub use avenant::ajouter as ajouter_avenant;
pub use correction::corriger;
pub use denonciation::denoncer;
pub use saisie::saisir;
