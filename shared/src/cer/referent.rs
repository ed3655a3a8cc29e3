//! The référent of the contract belongs to the structure when the contract starts.

use chrono::NaiveDate;

use super::contexte::ContexteCer;
use super::saisie::SaisieCer;
use crate::date;
use crate::erreur::Motif;

/// The agent chosen; none when the reader is outside the structure, which has checked it.
/// `debut` is the start of the contract, none for an avenant: it is signed by the
/// référent of the day.
pub(super) fn lire(
    saisie: &SaisieCer,
    contexte: &ContexteCer,
    debut: Option<NaiveDate>,
) -> Result<Option<i64>, Motif> {
    let Some(equipe) = &contexte.equipe else { return Ok(None) };
    let choisi = saisie.referent.trim().parse().ok();
    let Some(referent) = equipe.iter().find(|agent| Some(agent.id) == choisi) else {
        return Err(Motif::new(
            "referent_hors_structure",
            "Choisissez le référent dans la liste : celui du brouillon n'accompagne plus de personnes dans votre structure.",
        ));
    };
    if debut.is_some_and(|debut| debut < referent.depuis) {
        let message = format!(
            "Au début du contrat, cette personne n'était pas encore référente dans votre structure (elle l'est depuis le {}) : choisissez un autre référent, ou un début plus tardif.",
            date::court(referent.depuis)
        );
        return Err(Motif::new("referent_trop_recent", message));
    }
    Ok(Some(referent.id))
}
