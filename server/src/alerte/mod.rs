//! Curiosity: a task reads the journal as it grows and raises alerts; the officer reads
//! them, closes them, puts an agent under watch. The rules are in `shared::alerte`.

mod fait;
mod lecture;
mod liste;
mod memoire;
mod motif;
mod releve;
mod seuil;
mod surveillance;
mod traitement;

pub use lecture::{compter_ouvertes, consulter, consulter_evenements, consulter_liste};
pub use memoire::Memoire;
pub use motif::{donner_motif, redonner_motif};
pub use releve::{relever, suivre, veiller};
pub use seuil::{consulter as consulter_seuils, regler as regler_seuil};
pub use surveillance::{
    consulter as consulter_surveillance, retrouver as retrouver_surveillance, surveiller,
};
pub use traitement::traiter;
