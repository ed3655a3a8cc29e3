//! The life of a habilitation: asked, trained, certified, signed, active, ended. Each
//! step is kept with its author; the state is derived from the proofs by
//! `shared::habilitation`.

mod changement;
mod demande;
mod engagement;
mod formation;
mod geste;
mod gestionnaire;
mod lecture;
mod portee;

pub use changement::{avancer, fermer, preuves};
pub use demande::demander;
pub use engagement::{lire as lire_engagement, signer};
pub use formation::{consulter as consulter_formations, planifier, relister as relister_formations};
pub use geste::faire_geste;
pub use gestionnaire::{grouper, nommer_principal};
pub use lecture::{consulter, consulter_une, retrouver};
