//! One entity a table; the schema itself is in the migrations.

pub mod reglage;
pub mod organisation;
pub mod territoire;
pub mod convention;
pub mod agent;
pub mod habilitation;
pub mod session;
pub mod flux;
pub mod rejet;
pub mod dossier;
pub mod dossier_flux;
pub mod personne;
pub mod rubrique;
pub mod rubrique_personne;
pub mod orientation;
pub mod referent;
pub mod cer;
pub mod cer_etape;
pub mod rendez_vous;
pub mod rendez_vous_etape;
