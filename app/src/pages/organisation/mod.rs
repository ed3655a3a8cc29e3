//! Organisations, their conventions and their agents: the desk of the user referent.

mod agent;
mod annulation;
mod convention;
mod correction;
mod fiche;
mod frise;
mod gestes;
mod liste;
mod rattachement;
mod saisie;
mod termes;

pub use agent::Agent;
pub use fiche::Organisation;
pub use liste::Organisations;
