//! The domain of Réciproque: types and rules, without IO, clock or async.
//! Both the app (wasm) and the server (native) link it, so a rule lives once.

pub mod accueil;
pub mod alerte;
pub mod api;
pub mod attente;
pub mod brouillon;
pub mod caractere;
pub mod cer;
pub mod cle_recherche;
pub mod compte;
pub mod convention;
pub mod date;
pub mod dossier;
pub mod droit;
pub mod erreur;
pub mod france_travail;
pub mod garde_commentaire;
pub mod habilitation;
pub mod identifiant;
pub mod imports;
pub mod instruction;
pub mod journal;
mod liste;
pub mod montant;
pub mod mots;
#[cfg(feature = "nomenclature")]
pub mod nomenclature;
pub mod nominatif;
pub mod organisation;
pub mod parcours;
pub mod personne;
pub mod rapprochement;
pub mod regle;
pub mod rendez_vous;
pub mod revue;
pub mod rubrique;
pub mod session;
pub mod source;
pub mod supervision;
pub mod territoire;
mod texte;
pub mod trace;
