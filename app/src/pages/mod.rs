//! The screens: one file or folder each, in the order of `routes.rs`. Each is a
//! component that ends in `.into_any()` and shows a `<main id="contenu" class="page">`.

pub mod accueil;
pub mod alertes;
pub mod brouillon;
pub mod cer;
pub mod compte;
pub mod comptes;
pub mod confies;
pub mod connexion;
pub mod dossier;
pub mod droit;
pub mod ecarts;
pub mod file;
mod geste;
pub mod habilitation;
pub mod instruction;
pub mod introuvable;
pub mod mes_consultations;
pub mod notice;
pub mod organisation;
pub mod parcours;
pub mod pieces;
pub mod pied;
pub mod portefeuille;
pub mod rapprochement;
pub mod recherche;
pub mod rendez_vous;
pub mod reorientation;
pub mod revue;
pub mod session;
pub mod territoire;
pub mod trace;

mod adresse;
mod echec;
mod lecture;

pub use adresse::{PERSONNE, adresse_dossier, adresse_nouveau_rendez_vous, numero, numero_demande};
pub use echec::{EchecLecture, erreurs_de};
pub use lecture::{attente, remettre, use_lecture};
pub use reciproque_shared::mots::{a_l_heure, age, combien, instant, naissance, nom_complet};
