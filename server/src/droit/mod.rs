//! The rights of the people concerned: the public notice, requests with their deadline,
//! the access extract, rectifications. Held by the data-protection officer.

mod consultations;
mod demande;
mod extrait;
mod lecture;
mod notice;
mod rectification;

pub use demande::{enregistrer, faire_geste};
pub use extrait::produire;
pub use lecture::{ENREGISTREMENT, compter, consulter, consulter_toutes, retrouver};
pub use notice::notice;
pub use rectification::rectifier;
