//! The states of a request, and the one table of its gestures.

use super::SorteDemande;
use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    EtatDemande {
        Recue = "recue", "Reçue";
        IdentiteVerifiee = "identite_verifiee", "Identité vérifiée";
        EnCours = "en_cours", "En cours";
        Repondue = "repondue", "Répondue";
        Refusee = "refusee", "Refusée";
    }
}

liste_fermee! {
    GesteDemande {
        VerifierIdentite = "verifier_identite", "Identité vérifiée";
        Commencer = "commencer", "Instruction commencée";
        Repondre = "repondre", "Réponse envoyée";
        /// Two months more, with a reason told to the person (RGPD art. 12.3).
        Prolonger = "prolonger", "Délai prolongé";
        Refuser = "refuser", "Demande refusée";
    }
}

impl EtatDemande {
    /// The states in which the officer reads the file of the person: somebody known to be
    /// that person awaits an answer.
    pub const LISIBLES: [Self; 2] = [Self::IdentiteVerifiee, Self::EnCours];

    pub const fn est_close(self) -> bool {
        matches!(self, Self::Repondue | Self::Refusee)
    }

    /// Whether the officer may read the file.
    pub fn ouvre_le_dossier(self) -> bool {
        Self::LISIBLES.contains(&self)
    }
}

impl GesteDemande {
    /// A reason is asked for.
    pub const fn exige_motif(self) -> bool {
        matches!(self, Self::VerifierIdentite | Self::Prolonger | Self::Refuser)
    }
}

/// The state after a gesture.
///
/// # Errors
/// `geste_impossible`, with what to do instead.
pub fn transition(etat: EtatDemande, geste: GesteDemande) -> Result<EtatDemande, Motif> {
    use EtatDemande::{EnCours, IdentiteVerifiee, Recue, Refusee, Repondue};
    match (etat, geste) {
        (Recue, GesteDemande::VerifierIdentite) => Ok(IdentiteVerifiee),
        (IdentiteVerifiee, GesteDemande::Commencer) => Ok(EnCours),
        (IdentiteVerifiee | EnCours, GesteDemande::Repondre) => Ok(Repondue),
        (Recue | IdentiteVerifiee | EnCours, GesteDemande::Refuser) => Ok(Refusee),
        (Recue | IdentiteVerifiee | EnCours, GesteDemande::Prolonger) => Ok(etat),
        (Repondue | Refusee, _) => Err(impossible(
            "Cette demande est close. Pour une nouvelle demande de la personne, enregistrez-la.",
        )),
        (Recue, _) => Err(impossible("Vérifiez d’abord l’identité de la personne qui demande.")),
        _ => Err(impossible("Ce geste a déjà été fait : relisez l’état de la demande.")),
    }
}

/// What is missing before a request may be told as answered: `extraits` produced under it, and
/// data rectified, transmitted or refused one by one under it. `None` when nothing is.
pub const fn a_faire_avant_de_repondre(
    sorte: SorteDemande,
    extraits: usize,
    rectifications: usize,
) -> Option<&'static str> {
    match (sorte, extraits, rectifications) {
        (SorteDemande::Acces, 0, _) => Some(
            "Produisez d’abord l’extrait d’accès et remettez-le à la personne : c’est lui, la réponse. Si elle \
             n’y a pas droit, refusez la demande avec le motif.",
        ),
        (SorteDemande::Rectification, _, 0) => Some(
            "Enregistrez d’abord la suite donnée à chaque donnée, plus bas : rectifiée, transmise ou refusée. Si \
             rien n’est à examiner, refusez la demande avec le motif.",
        ),
        _ => None,
    }
}

fn impossible(message: &str) -> Motif {
    Motif::new("geste_impossible", message)
}

/// The gestures of a state, the usual one first.
pub fn gestes_possibles(etat: EtatDemande) -> impl Iterator<Item = GesteDemande> {
    GesteDemande::TOUS.iter().copied().filter(move |geste| transition(etat, *geste).is_ok())
}
