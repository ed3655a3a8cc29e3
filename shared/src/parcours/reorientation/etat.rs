//! The life of a request: its states, what is done about it, and the one table that says who may do
//! what, when.

use crate::cer::Acteur;
use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    /// Where a request stands.
    EtatReorientation {
        Demandee = "demandee", "Demandée";
        EnInstruction = "en_instruction", "En instruction";
        Acceptee = "acceptee", "Acceptée";
        Refusee = "refusee", "Refusée";
        /// By the structure that asked.
        Retiree = "retiree", "Retirée";
        /// The parcours changed for another reason meanwhile.
        SansObjet = "sans_objet", "Sans objet";
    }
}

liste_fermee! {
    /// What is done about a request. Each is a step of its thread.
    GesteReorientation {
        Demander = "demander", "Réorientation demandée";
        Retirer = "retirer", "Demande retirée";
        Instruire = "instruire", "Prise en instruction";
        Refuser = "refuser", "Demande refusée";
        /// Follows from an orientation decided for this very reason.
        Accepter = "accepter", "Demande acceptée";
        /// Follows from any other change of the parcours.
        Classer = "classer", "Classée sans objet";
        /// Follows from the undoing of what had answered it.
        Rouvrir = "rouvrir", "Demande rouverte";
        /// By the structure that asked: the answer waits no more on its home.
        Lire = "lire", "Réponse lue";
    }
}

/// The only transitions there are; a request begins as [`EtatReorientation::Demandee`].
const TRANSITIONS: &[(EtatReorientation, GesteReorientation, Acteur, EtatReorientation)] = {
    use Acteur::{Departement, Structure};
    use EtatReorientation::*;
    use GesteReorientation::*;
    &[
        (Demandee, Instruire, Departement, EnInstruction),
        (Demandee, Accepter, Departement, Acceptee),
        (Demandee, Classer, Departement, SansObjet),
        (Demandee, Retirer, Structure, Retiree),
        (EnInstruction, Accepter, Departement, Acceptee),
        (EnInstruction, Refuser, Departement, Refusee),
        (EnInstruction, Classer, Departement, SansObjet),
        (EnInstruction, Retirer, Structure, Retiree),
        (Acceptee, Rouvrir, Departement, EnInstruction),
        (Acceptee, Lire, Structure, Acceptee),
        (Refusee, Lire, Structure, Refusee),
        (SansObjet, Rouvrir, Departement, EnInstruction),
        (SansObjet, Lire, Structure, SansObjet),
    ]
};

/// The state after the gesture.
///
/// # Errors
/// `geste_reserve` when the other side may do it, `geste_impossible` when nobody can in this state;
/// the message says what to do instead.
pub fn transition(
    etat: EtatReorientation,
    geste: GesteReorientation,
    acteur: Acteur,
) -> Result<EtatReorientation, Motif> {
    let mut permises = TRANSITIONS.iter().filter(|t| t.0 == etat && t.1 == geste).peekable();
    if permises.peek().is_none() {
        return Err(Motif::new("geste_impossible", etat.que_faire()));
    }
    permises.find(|t| t.2 == acteur).map(|t| t.3).ok_or_else(|| Motif::new("geste_reserve", geste.reserve()))
}

/// What this side may do by itself about a request in this state, the usual gesture first; what
/// follows from a decision on the parcours is not among them.
pub fn gestes_possibles(etat: EtatReorientation, acteur: Acteur) -> impl Iterator<Item = GesteReorientation> {
    TRANSITIONS
        .iter()
        .filter(move |t| t.0 == etat && t.2 == acteur)
        .map(|t| t.1)
        .filter(|geste| !geste.suit_une_decision())
}

impl EtatReorientation {
    /// The Département has still to answer.
    pub const fn est_ouverte(self) -> bool {
        matches!(self, Self::Demandee | Self::EnInstruction)
    }

    /// The structure has something to read.
    pub const fn est_une_reponse(self) -> bool {
        matches!(self, Self::Acceptee | Self::Refusee | Self::SansObjet)
    }

    /// What to do instead, when a gesture is impossible in this state.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::Demandee => {
                "Cette demande attend d’être prise en instruction : prenez-la d’abord, ou décidez de l’orientation."
            }
            Self::EnInstruction => {
                "Cette demande est déjà en instruction : attendez la réponse du Département, ou donnez-la."
            }
            Self::Acceptee | Self::Refusee | Self::SansObjet => {
                "Le Département a répondu à cette demande : elle ne change plus."
            }
            Self::Retiree => "Cette demande a été retirée par la structure : elle ne change plus.",
        }
    }
}

impl GesteReorientation {
    /// Done by deciding on the parcours, or by undoing that, never by itself.
    pub const fn suit_une_decision(self) -> bool {
        matches!(self, Self::Accepter | Self::Classer | Self::Rouvrir)
    }

    /// True when the author must say why.
    pub const fn exige_motif(self) -> bool {
        matches!(self, Self::Refuser)
    }

    const fn reserve(self) -> &'static str {
        match self {
            Self::Retirer | Self::Lire | Self::Demander => {
                "Ce geste revient à la structure qui a fait la demande : contactez le référent."
            }
            _ => "La réponse appartient au Département : attendez celle du gestionnaire rSa de la CTSA.",
        }
    }
}
