//! Organisations as the département's user referent keeps them.

pub mod convention;
mod creation;
mod fiche;
mod horaires;
mod liste;
mod supervision;
mod usage;

pub use creation::creer;
pub use fiche::{consulter, relire, retrouver};
pub use horaires::regler;
pub use liste::consulter_toutes;
pub use supervision::superviser;
