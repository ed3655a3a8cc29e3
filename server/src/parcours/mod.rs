//! The parcours of an adult, decided by the Département: orientation, référent unique, end, and the
//! way back from the last decision.

mod a_orienter;
pub mod confies;
mod decision;
mod etape;
mod fiche;
mod lecture;
pub mod lot;
mod plusieurs;
mod portefeuille;
mod releve;
pub mod reorientation;
mod structures;
mod suspens;
mod tenue;
pub mod transfert;

pub use a_orienter::consulter as consulter_a_orienter;
pub use decision::{annuler, clore, designer, notifier, orienter, prolonger, ramener};
pub use etape::rectifiee;
pub use fiche::{consulter, relire};
pub use lecture::{decisions, orientations_suivies, referents};
pub use portefeuille::{consulter as consulter_portefeuille, consulter_tous as consulter_portefeuilles};
