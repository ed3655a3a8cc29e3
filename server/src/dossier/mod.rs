//! Find and read: the search box, the dossier on one page, the last ones opened.

mod adresse;
mod attente;
mod contenu;
mod critere;
mod fiche;
mod parcours;
mod pourquoi;
mod recherche;
pub mod requete;

pub use adresse::adresse;
pub use fiche::{consulter, reunir, reveler_nir};
pub use parcours::{agents, nom_agent, noms_organisations, orientations, par_personne, personne_concernee};
pub use recherche::{derniers_dossiers, rechercher};
