//! One entity a table; the schema itself is in the migrations.

pub mod agent;
pub mod avenant;
pub mod brouillon_rendez_vous;
pub mod cer;
pub mod cer_etape;
pub mod compte;
pub mod convention;
pub mod dossier;
pub mod dossier_flux;
pub mod flux;
pub mod habilitation;
pub mod organisation;
pub mod orientation;
pub mod personne;
pub mod quota;
pub mod referent;
pub mod reglage;
pub mod rejet;
pub mod rendez_vous;
pub mod rendez_vous_etape;
pub mod rubrique;
pub mod rubrique_personne;
pub mod session;
pub mod supervision;
pub mod territoire;
