//! Reading of the CAF and MSA flow of beneficiaries (VRSB0801).
//!
//! A file is read twice. The first pass ([`verifie()`]) reads it to its last
//! byte: encoding, well-formedness, first and last tags, nature, département,
//! control totals. A file cut short or malformed is refused there, before
//! anything is written. The second pass ([`Lecteur`]) yields the foyers one by
//! one: each is a record or a reject, and a reject never stops the others.
//!
//! Memory is bounded whatever the size of the file: one foyer at a time (the importer holds some
//! hundreds), of bounded size and depth, plus one small entry per dossier number.

mod arbre;
mod balises;
mod bloc;
mod codes;
mod deguise;
mod droit;
mod element;
mod entete;
mod extraction;
mod foyer;
pub mod importation;
mod lecteur;
mod personne;
mod rapport;
mod source;
mod tete;
mod valeur;
mod verification;
mod xml;

#[cfg(test)]
mod tests;

pub use codes::CodeInconnu;
pub use droit::*;
pub use entete::{Entete, Origine, Totaux, VERSION_EXERCICE};
pub use foyer::*;
pub use lecteur::{Lecteur, Lu};
pub use personne::*;
pub use rapport::{Avertissement, Refus, Rejet};
pub use verification::{FluxVerifie, Options, verifie};
