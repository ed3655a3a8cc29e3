//! The life of a question, and the one table that says who may do what, when.

use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    /// Where a question stands.
    EtatRapprochement {
        Ouvert = "ouvert", "À décider";
        /// One person: followed in one dossier.
        Confirme = "confirme", "Une seule personne";
        Ecarte = "ecarte", "Deux personnes";
        /// It has no object any more.
        Annule = "annule", "Sans objet";
    }
}

liste_fermee! {
    /// What is done about a question. Each is a step of its thread.
    GesteRapprochement {
        Poser = "poser", "Question posée par l’import";
        Confirmer = "confirmer", "Réunies en une seule personne";
        Ecarter = "ecarter", "Tenues pour deux personnes";
        /// The way back from either.
        Rouvrir = "rouvrir", "Décision annulée";
        Classer = "classer", "Classée sans objet";
    }
}

/// Who acts on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auteur {
    /// The importer, for what the flow says for sure.
    Flux,
    /// Of the CTSA.
    Agent,
}

const TRANSITIONS: &[(EtatRapprochement, GesteRapprochement, Auteur, EtatRapprochement)] = {
    use Auteur::{Agent, Flux};
    use EtatRapprochement::*;
    use GesteRapprochement::*;
    &[
        (Ouvert, Confirmer, Agent, Confirme),
        (Ouvert, Ecarter, Agent, Ecarte),
        (Ouvert, Confirmer, Flux, Confirme),
        (Ouvert, Classer, Flux, Annule),
        (Confirme, Rouvrir, Agent, Ouvert),
        (Ecarte, Rouvrir, Agent, Ouvert),
        (Confirme, Rouvrir, Flux, Ouvert),
    ]
};

/// The state after the gesture.
///
/// # Errors
/// `geste_impossible` when it is none of this state; the message says what to do instead.
pub fn transition(
    etat: EtatRapprochement,
    geste: GesteRapprochement,
    auteur: Auteur,
) -> Result<EtatRapprochement, Motif> {
    let permise = TRANSITIONS.iter().find(|t| (t.0, t.1, t.2) == (etat, geste, auteur));
    permise.map(|t| t.3).ok_or_else(|| Motif::new("geste_impossible", etat.que_faire()))
}

impl EtatRapprochement {
    /// What an agent may do in this state, the usual gesture first.
    pub fn gestes(self) -> Vec<GesteRapprochement> {
        TRANSITIONS.iter().filter(|t| t.0 == self && t.2 == Auteur::Agent).map(|t| t.1).collect()
    }

    const fn que_faire(self) -> &'static str {
        match self {
            Self::Ouvert => {
                "Cette question attend une réponse : réunissez les deux personnes, ou écartez-la."
            }
            Self::Confirme | Self::Ecarte => {
                "Cette question a déjà sa réponse : annulez-la d’abord si elle est fausse."
            }
            Self::Annule => "Cette question n’a plus d’objet : rien n’est à décider.",
        }
    }
}

impl GesteRapprochement {
    /// True when the author must say why.
    pub const fn exige_motif(self) -> bool {
        matches!(self, Self::Confirmer | Self::Ecarter | Self::Rouvrir)
    }
}
