//! The annual reverse review: opened on its day, decided line by line, sealed, verifiable.

mod decision;
mod export;
mod lecture;
mod ouverture;
mod requete;
mod sceau;
mod verification;

pub use decision::faire_geste;
pub use export::exporter;
pub use lecture::{consulter, consulter_toutes};
pub use ouverture::{Ouverture, ouvrir_les_revues, veiller};
pub use sceau::{apposer, document, sceller};
pub use verification::verifier;
