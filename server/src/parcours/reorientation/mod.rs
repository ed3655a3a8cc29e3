//! Another orientation, asked for by the structure that accompanies: asked, withdrawn and read by it,
//! taken up and refused by the CTSA, accepted or made idle by what is decided on the parcours.

mod demande;
mod ecriture;
mod geste;
mod lecture;
mod suite;

pub use demande::{consulter, demander, relire};
pub use geste::{instruire, suivre};
pub use lecture::{Reorientations, charger};
pub use suite::{Decidee, suivre_la_decision};
