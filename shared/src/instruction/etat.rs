//! The life of a request: its states, what is done about it, and the one table that says who may do
//! what, when. Whoever instructs never decides.

use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    EtatInstruction {
        Recue = "recue", "Reçue";
        EnInstruction = "en_instruction", "En instruction";
        /// A conclusion is written, for another agent to decide on.
        Proposee = "proposee", "À décider";
        Decidee = "decidee", "Décidée";
        Notifiee = "notifiee", "Notifiée";
        TransmiseCaisse = "transmise_caisse", "Transmise à la caisse";
        /// By the person.
        Retiree = "retiree", "Retirée";
        SansObjet = "sans_objet", "Sans objet";
    }
}

liste_fermee! {
    /// What is done about a request. Each is a step of its thread.
    GesteInstruction {
        Recevoir = "recevoir", "Demande reçue";
        /// By whoever instructs it from now on.
        Prendre = "prendre", "Prise en instruction";
        Proposer = "proposer", "Décision proposée";
        /// To whoever instructs: something is missing before it can be decided.
        Renvoyer = "renvoyer", "Renvoyée en instruction";
        Decider = "decider", "Décision prise";
        Notifier = "notifier", "Décision notifiée";
        Transmettre = "transmettre", "Transmise à la caisse";
        /// An adjournment is over.
        Reprendre = "reprendre", "Instruction reprise";
        Retirer = "retirer", "Demande retirée par la personne";
        Classer = "classer", "Classée sans objet";
        /// Of the last gesture, while nothing has left the house.
        Annuler = "annuler", "Dernier geste annulé";
    }
}

/// Where an agent stands towards a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Who instructs it.
    Instructeur,
    /// Anybody else in charge of the territory.
    Autre,
}

/// Who may, among those in charge of the territory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Qui {
    Chacun,
    Seul(Place),
}

/// The only transitions there are; a request begins as [`EtatInstruction::Recue`]. Undoing the last
/// gesture puts back what was before it (`super::annulation`), and is not among them.
const TRANSITIONS: &[(EtatInstruction, GesteInstruction, Qui, EtatInstruction)] = {
    use EtatInstruction::*;
    use GesteInstruction::*;
    use Qui::{Chacun, Seul};
    const L_INSTRUCTEUR: Qui = Seul(Place::Instructeur);
    const UN_AUTRE: Qui = Seul(Place::Autre);
    &[
        (Recue, Prendre, Chacun, EnInstruction),
        (Recue, Retirer, Chacun, Retiree),
        (Recue, Classer, Chacun, SansObjet),
        (EnInstruction, Proposer, L_INSTRUCTEUR, Proposee),
        (EnInstruction, Prendre, UN_AUTRE, EnInstruction),
        (EnInstruction, Retirer, Chacun, Retiree),
        (EnInstruction, Classer, Chacun, SansObjet),
        (Proposee, Decider, UN_AUTRE, Decidee),
        (Proposee, Renvoyer, UN_AUTRE, EnInstruction),
        (Proposee, Retirer, Chacun, Retiree),
        (Proposee, Classer, Chacun, SansObjet),
        (Decidee, Notifier, Chacun, Notifiee),
        (Notifiee, Transmettre, Chacun, TransmiseCaisse),
        (Notifiee, Reprendre, Chacun, EnInstruction),
        (TransmiseCaisse, Reprendre, Chacun, EnInstruction),
    ]
};

/// The state after the gesture.
///
/// # Errors
/// `geste_reserve` when only another agent may do it, `geste_impossible` when nobody can in this
/// state; the message says what to do instead.
pub fn transition(
    etat: EtatInstruction,
    geste: GesteInstruction,
    place: Place,
) -> Result<EtatInstruction, Motif> {
    let trouvee = TRANSITIONS.iter().find(|t| t.0 == etat && t.1 == geste);
    let Some((_, _, qui, apres)) = trouvee else {
        return Err(Motif::new("geste_impossible", etat.que_faire()));
    };
    match qui.permet(place) {
        true => Ok(*apres),
        false => Err(Motif::new("geste_reserve", geste.reserve())),
    }
}

/// What this agent may do about a request in this state, the usual gesture first.
pub fn gestes_possibles(etat: EtatInstruction, place: Place) -> impl Iterator<Item = GesteInstruction> {
    TRANSITIONS.iter().filter(move |t| t.0 == etat && t.2.permet(place)).map(|t| t.1)
}

impl Qui {
    fn permet(self, place: Place) -> bool {
        match self {
            Self::Chacun => true,
            Self::Seul(seule) => seule == place,
        }
    }
}

impl EtatInstruction {
    /// No decision is taken yet.
    pub const fn est_ouverte(self) -> bool {
        matches!(self, Self::Recue | Self::EnInstruction | Self::Proposee)
    }

    /// The person knows what was decided: so may the partners whose rubriques tell it.
    pub const fn est_notifiee(self) -> bool {
        matches!(self, Self::Notifiee | Self::TransmiseCaisse)
    }

    /// What to do instead, when a gesture is impossible in this state.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::Recue => "Cette demande attend d’être prise en instruction : prenez-la d’abord.",
            Self::EnInstruction => {
                "Cette demande est en instruction : l’agent qui l’instruit propose une décision, un autre la prend."
            }
            Self::Proposee => {
                "Une décision est proposée : un autre agent de la CTSA la prend, ou renvoie la demande en instruction."
            }
            Self::Decidee => "La décision est prise : notifiez-la à la personne.",
            Self::Notifiee => {
                "La décision est notifiée : transmettez-la à la caisse. Une décision ajournée se reprend."
            }
            Self::TransmiseCaisse => {
                "La décision est partie à la caisse : elle ne change plus ici. Pour la revoir, ouvrez une autre demande."
            }
            Self::Retiree => {
                "Cette demande a été retirée par la personne : ouvrez-en une autre si elle la fait de nouveau."
            }
            Self::SansObjet => "Cette demande est classée : ouvrez-en une autre si elle se représente.",
        }
    }
}

impl GesteInstruction {
    /// Says how the request is answered, rather than moving it along.
    pub const fn conclut(self) -> bool {
        matches!(self, Self::Proposer | Self::Decider)
    }

    /// Something has left the house, or nothing was done yet: it is not undone.
    pub const fn est_annulable(self) -> bool {
        !matches!(self, Self::Recevoir | Self::Notifier | Self::Transmettre | Self::Annuler)
    }

    const fn reserve(self) -> &'static str {
        match self {
            Self::Decider => {
                "Vous instruisez cette demande : un autre agent de la CTSA en décide. Elle l’attend sur sa page \
                 d’accueil, parmi les demandes à décider."
            }
            Self::Renvoyer => {
                "Vous instruisez cette demande : annulez votre proposition pour la reprendre, ou laissez un autre agent \
                 en décider."
            }
            Self::Prendre => "Vous instruisez déjà cette demande : proposez une décision.",
            _ => {
                "Un autre agent instruit cette demande : prenez-la en instruction pour la conclure, ou voyez avec lui."
            }
        }
    }
}
