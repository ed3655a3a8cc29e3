//! The communes of each CTSA, day by day: read, changed from a day on with what that moves told first,
//! and the way back from the last change. The scope of the CTSA follows at its day: its predicate reads
//! the dates ([`crate::depot::perimetre`]).

mod changement;
mod comptes;
mod lecture;

pub use changement::{annuler, confier, preparer};
pub use lecture::{consulter, relire};
