//! What is asked of the Département about the right of a person: received, instructed by one agent of
//! the CTSA, decided by another one, notified, sent to the caisse.

mod charge;
mod colonnes;
mod demande;
mod geste;
mod lecture;

pub use charge::{consulter, retrouver};
pub use colonnes::{ecrite, objet, tenue};
pub use demande::{consulter_toutes, ouvrir};
pub use geste::{decider, faire_geste, proposer};
pub use lecture::{des_adultes, fils, par_numero};
