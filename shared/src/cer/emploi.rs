//! The job sought: a contract with the public employment service says it (CASF L262-35).

use super::contexte::ContexteCer;
use super::saisie::{LONGUEUR_PRECISION, SaisieCer};
use crate::erreur::Releve;
use crate::garde_commentaire::Note;

/// What is sought, where, for which pay, and by which acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjetEmploi {
    pub metier: Note,
    pub zone: Note,
    pub salaire: Note,
    pub actes: Note,
}

/// Asked for when the orientation is professional; what was typed under another one is
/// not part of the contract.
pub(super) fn lire(saisie: &SaisieCer, contexte: &ContexteCer, releve: &mut Releve) -> Option<ProjetEmploi> {
    if !contexte.orientation_professionnelle {
        return None;
    }
    let [metier, zone, salaire, actes] = saisie.emploi.champs().map(|(champ, texte)| {
        let note = releve.prend(champ, Note::lire(texte, LONGUEUR_PRECISION))?;
        if note.is_none() {
            releve.refuse(champ, "emploi_absent", manque(champ));
        }
        note
    });
    Some(ProjetEmploi { metier: metier?, zone: zone?, salaire: salaire?, actes: actes? })
}

fn manque(champ: &str) -> &'static str {
    match champ {
        "emploi.metier" => {
            "Indiquez l'emploi recherché : la loi le demande après une orientation professionnelle."
        }
        "emploi.zone" => "Indiquez la zone où l'emploi est recherché.",
        "emploi.salaire" => "Indiquez le salaire attendu.",
        _ => "Indiquez les démarches positives de recherche prévues.",
    }
}
