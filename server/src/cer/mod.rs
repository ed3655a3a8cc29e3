//! The CER: reading, drafts that are never lost, gestures of the structure, decisions of
//! the département. The rules are in `shared::cer`; here they are run and kept.

mod brouillon;
mod changement;
mod cloture;
mod contexte;
mod creation;
mod decision;
mod feuille;
mod geste;
mod lecture;
mod liste;
mod saisie;

pub use changement::{confier, laisser};
pub use cloture::{clore_les_brouillons, veiller};
pub use contexte::{periodes, reglages};
pub use creation::{creer, preparer, rouvrir};
pub use decision::decider;
pub use geste::{corriger, faire_geste};
pub use lecture::{consulter, relire, retrouver};
pub use liste::{CerNomme, des_personnes, lignes_cer, nommes, visibles};
pub use saisie::enregistrer;
