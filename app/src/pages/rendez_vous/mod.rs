//! Rendez-vous: the day, one sheet with its result, its entry.

mod brouillon;
mod champs;
mod chevauchement;
mod choix;
mod effacement;
mod entete;
mod etiquette;
mod fiche;
mod formulaire;
mod journee;
mod ligne;
mod modification;
mod nouveau;
mod report;
mod resultat;
mod statut;

pub use choix::ChoixPersonne;
pub use etiquette::EtiquetteRendezVous;
pub use fiche::RendezVous;
pub use journee::{Journee, rien_aujourd_hui};
pub use ligne::ListeDuJour;
pub use modification::ModificationRendezVous;
pub use nouveau::NouveauRendezVous;
