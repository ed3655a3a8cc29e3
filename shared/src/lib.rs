//! The domain of Réciproque: types and rules, without IO, clock or async.
//! Both the app (wasm) and the server (native) link it, so a rule lives once.

pub mod cer;
pub mod date;
pub mod erreur;
pub mod garde_commentaire;
pub mod habilitation;
pub mod identifiant;
pub mod journal;
mod liste;
pub mod nominatif;
#[cfg(feature = "nomenclature")]
pub mod nomenclature;
pub mod personne;
pub mod regle;
mod texte;
