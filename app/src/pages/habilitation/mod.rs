//! Habilitations: for the managers of an organisation and for the département's user
//! referent, each within reach; and the signature of the agent.

mod demande;
mod document;
mod fiche;
mod formations;
mod gestes;
mod liste;
mod mots;
mod signature;

pub use demande::NouvelleHabilitation;
pub use document::DocumentHabilitation;
pub use fiche::Habilitation;
pub use formations::Formations;
pub use liste::Habilitations;
pub use signature::{MonEngagement, Signature};
