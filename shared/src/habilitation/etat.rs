//! The life of a habilitation: states derived from the proofs, gestures, and the one
//! table that says who may do what, when (conventions 2016, art. 3 and 4, annexes 1 to 5).

use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    /// Where a habilitation stands on a given day. Derived from its proofs, never stored.
    EtatHabilitation {
        Demandee = "demandee", "Demandée";
        Inscrite = "inscrite", "Inscrite à une séance";
        Formee = "formee", "Formée";
        /// Certified: the engagement and the charter await a signature, the first one or
        /// that of a newer text.
        ASigner = "a_signer", "À signer";
        Active = "active", "Active";
        Terminee = "terminee", "Terminée";
    }
}

liste_fermee! {
    /// What is done to a habilitation.
    GesteHabilitation {
        Demander = "demander", "Demander l’habilitation";
        Inscrire = "inscrire", "Inscrire à une séance";
        Desinscrire = "desinscrire", "Retirer de la séance";
        NoterAbsence = "noter_absence", "Noter l’absence";
        NoterPresence = "noter_presence", "Noter la présence";
        Certifier = "certifier", "Délivrer l’attestation";
        Signer = "signer", "Signer l’engagement et la charte";
        Retirer = "retirer", "Retirer la demande";
        Terminer = "terminer", "Mettre fin à l’habilitation";
        /// Of an end to come only: what is over stays over.
        AnnulerFin = "annuler_fin", "Annuler la fin prévue";
    }
}

liste_fermee! {
    /// On whose behalf one acts on a habilitation.
    ActeurHabilitation {
        Structure = "structure", "Gestionnaire de la structure";
        Departement = "departement", "Référent utilisateurs du Département";
        Agent = "agent", "Agent habilité";
    }
}

liste_fermee! {
    /// Why a habilitation ends (end form).
    RaisonFin {
        Depart = "depart", "Départ de l’organisation";
        ChangementFonction = "changement_fonction", "Changement de fonction";
        /// For the département alone: a reason in words is then required.
        Decision = "decision", "Décision du Département";
    }
}

/// The only transitions there are, from a state, by a gesture of an actor.
const TRANSITIONS: &[(EtatHabilitation, GesteHabilitation, ActeurHabilitation, EtatHabilitation)] = {
    use ActeurHabilitation::{Agent, Departement, Structure};
    use EtatHabilitation::*;
    use GesteHabilitation::*;
    &[
        (Demandee, Inscrire, Departement, Inscrite),
        (Inscrite, NoterPresence, Departement, Formee),
        (Inscrite, NoterAbsence, Departement, Demandee),
        (Inscrite, Desinscrire, Departement, Demandee),
        (Formee, Certifier, Departement, ASigner),
        (ASigner, Signer, Agent, Active),
        (Demandee, Retirer, Structure, Terminee),
        (Demandee, Retirer, Departement, Terminee),
        (Inscrite, Retirer, Structure, Terminee),
        (Inscrite, Retirer, Departement, Terminee),
        (Formee, Retirer, Structure, Terminee),
        (Formee, Retirer, Departement, Terminee),
        (ASigner, Terminer, Structure, Terminee),
        (ASigner, Terminer, Departement, Terminee),
        (Active, Terminer, Structure, Terminee),
        (Active, Terminer, Departement, Terminee),
        (ASigner, AnnulerFin, Departement, ASigner),
        (Active, AnnulerFin, Departement, Active),
    ]
};

/// The state after the gesture, once it takes effect.
///
/// # Errors
/// `geste_reserve` when another actor may do it, `geste_impossible` when nobody can in
/// this state; the message says what to do instead.
pub fn transition(
    etat: EtatHabilitation,
    geste: GesteHabilitation,
    acteur: ActeurHabilitation,
) -> Result<EtatHabilitation, Motif> {
    let mut permises = TRANSITIONS.iter().filter(|t| t.0 == etat && t.1 == geste).peekable();
    let Some(autre) = permises.peek().map(|t| t.2) else {
        return Err(Motif::new("geste_impossible", etat.que_faire()));
    };
    permises.find(|t| t.2 == acteur).map(|t| t.3).ok_or_else(|| Motif::new("geste_reserve", autre.reserve()))
}

/// The gestures that this actor may do in this state, the usual one first.
pub fn gestes_possibles(
    etat: EtatHabilitation,
    acteur: ActeurHabilitation,
) -> impl Iterator<Item = GesteHabilitation> {
    TRANSITIONS.iter().filter(move |t| t.0 == etat && t.2 == acteur).map(|t| t.1)
}

impl EtatHabilitation {
    /// Who must act for the habilitation to go on; nobody once it is active or ended.
    pub fn a_qui(self) -> Option<ActeurHabilitation> {
        match self {
            Self::Active | Self::Terminee => None,
            _ => TRANSITIONS.iter().find(|t| t.0 == self).map(|t| t.2),
        }
    }

    /// Somebody may work or is about to: a place of the quota is taken.
    pub const fn occupe(self) -> bool {
        !matches!(self, Self::Terminee)
    }

    /// What comes next, and who does it.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::Demandee => {
                "Le référent utilisateurs du Département inscrit la personne à une séance de formation."
            }
            Self::Inscrite => {
                "La personne suit la séance ; le référent utilisateurs note ensuite sa présence ou son absence."
            }
            Self::Formee => "Le référent utilisateurs du Département délivre l’attestation de formation.",
            Self::ASigner => {
                "La personne se connecte, lit puis signe l’engagement de confidentialité et la charte. Sa première \
                 connexion se fait avec un code que lui remet le référent utilisateurs du Département."
            }
            Self::Active => {
                "L’accès est ouvert. Au départ de la personne ou à son changement de fonction, mettez-y fin."
            }
            Self::Terminee => "L’accès est fermé. Pour le rouvrir, faites une nouvelle demande.",
        }
    }
}

impl GesteHabilitation {
    /// What a history says of it, once done.
    pub const fn fait(self) -> &'static str {
        match self {
            Self::Demander => "Habilitation demandée",
            Self::Inscrire => "Inscription à une séance",
            Self::Desinscrire => "Retrait de la séance",
            Self::NoterAbsence => "Absence notée",
            Self::NoterPresence => "Présence notée",
            Self::Certifier => "Attestation délivrée",
            Self::Signer => "Engagement et charte signés",
            Self::Retirer => "Demande retirée",
            Self::Terminer => "Fin de l’habilitation",
            Self::AnnulerFin => "Fin prévue annulée",
        }
    }

    /// The author must say why, in words.
    pub const fn exige_motif(self, acteur: ActeurHabilitation) -> bool {
        match self {
            Self::Retirer | Self::Terminer | Self::AnnulerFin => {
                matches!(acteur, ActeurHabilitation::Departement)
            }
            _ => false,
        }
    }
}

impl ActeurHabilitation {
    const fn reserve(self) -> &'static str {
        match self {
            Self::Structure => "Ce geste revient au gestionnaire des habilitations de la structure.",
            Self::Departement => {
                "Ce geste revient au référent utilisateurs du Département : adressez-vous à lui."
            }
            Self::Agent => "Personne ne signe à la place de l’agent : il signe lui-même, une fois connecté.",
        }
    }
}
