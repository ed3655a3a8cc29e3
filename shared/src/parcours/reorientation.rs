//! Another orientation, asked for by the structure that accompanies: its reason and a handover note,
//! instructed and answered by the Département. One request is open at a time for a person; the answer
//! that says yes is the orientation itself.

mod etat;
mod fil;
mod saisie;
#[cfg(test)]
mod tests;

pub use etat::{EtatReorientation, GesteReorientation, gestes_possibles, transition};
pub use fil::{EtapeReorientation, FicheReorientation, FilReorientation};
pub use saisie::{
    GesteLu, LONGUEUR_MOTIF, LONGUEUR_NOTE, MotifReorientation, ReorientationDemandee,
    SaisieGesteReorientation, SaisieReorientation,
};
