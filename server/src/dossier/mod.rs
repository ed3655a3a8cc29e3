//! Find and read: the search box, the dossier on one page, the last ones opened.

mod attente;
mod critere;
mod fiche;
mod parcours;
mod pourquoi;
mod recherche;

pub use fiche::{consulter, reunir, reveler_nir};
pub use parcours::{orientations, par_personne};
pub use recherche::{derniers_dossiers, rechercher};
