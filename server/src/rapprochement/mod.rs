//! What the import can't say by itself, whether two lines are of one person, asked to the CTSA of the
//! newer dossier: the list, the two side by side, what is decided and the way back.

mod charge;
mod geste;
mod liste;
mod traits;

pub use charge::consulter;
pub use geste::decider;
pub use liste::{compter, consulter as consulter_liste};
