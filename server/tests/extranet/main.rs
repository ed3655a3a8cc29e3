//! The integration tests: one binary, real stores, people with names and roles.

// Clippy spares #[test] functions only; here the helpers are tests as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accords;
mod accueil;
mod alerte;
mod attente;
mod bac;
mod caracteres;
mod cer;
mod certitude;
mod chronometre;
mod commande;
mod compte;
mod connexion;
mod connexions;
mod conservation;
mod convention;
mod couches;
mod couverture;
mod depart;
mod dossier;
mod droit;
mod echelle;
mod fichiers;
mod flux;
mod france_travail;
mod habilitation;
mod import;
mod instantane;
mod instruction;
mod interruption;
mod journal;
mod lecture_traces;
mod matrice;
mod openapi;
mod parcours;
mod portes;
mod rapprochement;
mod recettes;
mod refus;
mod rendez_vous;
mod reserve;
mod retrait;
mod revue;
mod schema;
mod sobriete;
mod statistiques;
mod structure;
mod surcharge;
mod territoire;
mod tetes;
mod trace;
mod unicite;
