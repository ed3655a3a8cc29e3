//! What France Travail tells of the persons of the département, what is sent there, and where the two
//! differ. The files are read and written by commands of the operator; agents read what came of them.

mod correspondance;
mod ecarts;
pub mod envoi;
pub mod fichier;
pub mod importation;
mod imports;
mod lecture;
mod rapprochement;
pub mod reponses;

pub use correspondance::lire as correspondance;
pub use ecarts::{consulter, consulter_personne, etapes, suivre};
pub use imports::imports;
pub use lecture::cotes;
