//! A person is one, whatever the dossier: two identities compared, what the flow says for sure done, and
//! what it leaves in doubt asked to an agent of the CTSA, who may come back on it.

mod comparaison;
mod etat;
mod fiche;
mod identite;
mod issue;
mod noms;
mod raison;
mod saisie;
#[cfg(test)]
mod tests;

pub use comparaison::{Lien, Verdict};
pub use etat::{Auteur, EtatRapprochement, GesteRapprochement, transition};
pub use fiche::{
    Accord, CoteRapprochement, EtapeRapprochement, FicheRapprochement, LIGNES, LigneRapprochement,
    PageRapprochements, TraitCompare,
};
pub use identite::{EtatCivil, Preuve};
pub use issue::{Issue, Situation, departager};
pub use noms::Noms;
pub use raison::{Raison, Score};
pub use saisie::{GesteLu, LONGUEUR_MOTIF, SaisieGesteRapprochement};
