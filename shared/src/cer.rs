//! The CER (contrat d'engagements réciproques, CASF L262-35 and L262-36): what is
//! typed, the contract it makes, its life, and its place in the history.
//!
//! [`SaisieCer`] is text as typed and may stay unfinished as a draft;
//! [`Cer::lire`] makes a contract of it, with every rule checked;
//! [`transition`] says who may bring it from one state to the next.

mod contenu;
mod contexte;
mod contrat;
mod difference;
mod emploi;
mod etat;
pub mod fiche;
mod geste;
mod historique;
mod liste;
mod objectifs;
mod periode;
mod referent;
mod retenue;
mod saisie;
mod signature;
#[cfg(test)]
mod tests;

pub use contenu::{BilanCer, EngagementCer, LIGNES_CONTRAT, ObjectifCer};
pub use contexte::{ContexteCer, ReferentPossible, ReglagesCer};
pub use contrat::Cer;
pub use difference::{Difference, differences, libelle_du_champ};
pub use emploi::ProjetEmploi;
pub use etat::{Acteur, EtatCer, GesteCer, PositionCer, gestes_possibles, transition};
pub use geste::{CadreGeste, Examen, Geste, LONGUEUR_MOTIF, SaisieGeste};
pub use historique::{PeriodeCer, contrats, rang_pour, range};
pub use liste::{Engagement, Examinateur, Forme, Objectif, Partie, ResultatBilan, Sorte, Theme};
pub use saisie::{
    LIGNES_MAX, LONGUEUR_COURT, LONGUEUR_NOTE, LONGUEUR_PRECISION, SaisieBilan, SaisieCer, SaisieEmploi,
    SaisieEngagement, SaisieObjectif,
};
