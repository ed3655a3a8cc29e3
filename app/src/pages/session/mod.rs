//! What the life of the session shows: it closes, it ends, its access changed, one leaves, one is
//! under watch.

mod avertissement;
mod avis;
mod fermeture;
mod motif;
mod reconnexion;
mod sortie;

pub use avertissement::Avertissement;
pub use avis::AccesChanges;
pub use fermeture::FermetureProche;
pub use motif::{FormulaireMotif, MotifDemande, Surveillance};
pub use reconnexion::{Reconnexion, rendre_le_focus};
pub use sortie::{QuestionsDeSortie, Voie, provide_sortie, use_sortie};
