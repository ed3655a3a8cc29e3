//! Find and read: the search box, the dossier on one page, one's own recent views.

mod contenu;
mod fiche;
mod parcours;
mod recherche;
mod requete;

pub use fiche::{consulter, reveler_nir};
pub use parcours::{contexte_cer, lignes_cer, lignes_rendez_vous, personne_concernee};
pub use recherche::{mes_consultations, rechercher};
