//! The dossier: found as agents type, read with what is known and no more.

mod fiche;
mod lecture;
mod noms;
pub mod recherche;
pub mod rubriques;
mod source;
