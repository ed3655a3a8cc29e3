//! The communes of each CTSA, day by day: who holds which, what a change makes of them, and what it
//! moves. The INSEE commune of the foyer decides, never the postal code.

mod changement;
mod fiche;
mod mots;
mod tenus;
#[cfg(test)]
mod tests;

pub use changement::{ChangementTerritoires, SaisieAnnulationTerritoires, SaisieTerritoires};
pub use fiche::{
    AgentTerritoire, ApercuTerritoires, CadreTerritoires, DossiersCommune, EtapeTerritoires,
    FicheTerritoires, Mouvement,
};
pub use mots::{deplaces, mouvement_dit};
pub use tenus::{CommuneTenue, Territoires};

use crate::liste::liste_fermee;

liste_fermee! {
    /// What is done with the communes. Each is a step of the history.
    GesteTerritoires {
        Confier = "confier", "Communes confiées à une CTSA";
        Annuler = "annuler", "Annulation du dernier changement";
    }
}
