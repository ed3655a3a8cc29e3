//! Rendez-vous: entry, results, the list of a person.

mod brouillon;
mod chevauchement;
mod colonnes;
mod ecriture;
mod lecture;
mod liste;
mod preparation;
mod saisie;
mod statut;

pub use brouillon::{confier as confier_brouillon, effacer, effacer_changement, garder, garder_changement};
pub use chevauchement::{Agendas, OCCUPENT};
pub use ecriture::{confier, decommander, rectifie};
pub use lecture::{consulter, relire};
pub use liste::{lignes, lignes_rendez_vous};
pub use preparation::preparer;
pub use saisie::{creer, modifier, retrouver};
pub use statut::renseigner;
