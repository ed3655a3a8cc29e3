//! Where France Travail and the Département differ: the list of a CTSA, and the discrepancies of a person.

mod gestes;
mod liste;
mod personne;

pub use liste::{ECARTS, Ecarts};
pub use personne::EcartsPersonne;
