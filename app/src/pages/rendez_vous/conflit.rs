//! The history of a rendez-vous in words, and what another agent changed meanwhile.

use reciproque_shared::fiche_rendez_vous::{EtapeRendezVous, FicheRendezVous};
use reciproque_shared::rendez_vous::StatutRendezVous;

use super::mots::{duree, jour_et_heure, minutes};
use crate::pages::instant;

/// The steps, newest first, each with what was done: the same status twice is a change
/// of date, place or note.
pub fn gestes(etapes: &[EtapeRendezVous]) -> Vec<(&'static str, &EtapeRendezVous)> {
    let geste = |rang: usize| match rang.checked_sub(1).map(|avant| etapes[avant].statut) {
        None if etapes[rang].statut == StatutRendezVous::Prevu => "Fixé",
        Some(avant) if avant == etapes[rang].statut => "Modifié",
        _ => etapes[rang].statut.libelle(),
    };
    (0..etapes.len()).rev().map(|rang| (geste(rang), &etapes[rang])).collect()
}

/// The latest step, in a sentence.
pub fn dernier_geste(fiche: &FicheRendezVous) -> Option<String> {
    let (geste, etape) = gestes(&fiche.etapes).into_iter().next()?;
    Some(format!("{} : « {geste} », le {}.", etape.agent, instant(etape.instant)))
}

/// What changed between two readings, a sentence each: who and when, then each field.
pub fn raconter(avant: &FicheRendezVous, apres: &FicheRendezVous) -> Vec<String> {
    let nouvelle = dernier_geste(apres).filter(|_| apres.etapes.len() > avant.etapes.len());
    nouvelle.into_iter().chain(differences(avant, apres)).collect()
}

type Lire = fn(&FicheRendezVous) -> String;

fn differences(avant: &FicheRendezVous, apres: &FicheRendezVous) -> impl Iterator<Item = String> {
    let champs: [(&str, Lire); 7] = [
        ("Objet", |f| f.ligne.objet.libelle().to_owned()),
        ("Date", |f| jour_et_heure(f.ligne.debut)),
        ("Durée", |f| duree(minutes(&f.ligne))),
        ("Modalité", |f| f.ligne.canal.libelle().to_owned()),
        ("Lieu", |f| f.ligne.lieu.clone().unwrap_or_default()),
        ("Référent", |f| f.ligne.referent.clone()),
        ("Note", |f| f.note.clone().unwrap_or_default()),
    ];
    champs.into_iter().filter_map(|(nom, lire)| {
        let (avant, apres) = (lire(avant), lire(apres));
        (avant != apres).then(|| format!("{nom} : « {} » au lieu de « {} ».", ou_rien(apres), ou_rien(avant)))
    })
}

fn ou_rien(texte: String) -> String {
    if texte.is_empty() { "rien".to_owned() } else { texte }
}
