//! Rendez-vous: entry, results, the list of a person.

mod lecture;

pub use lecture::lignes_rendez_vous;
