//! Two agents on the same rendez-vous: what the other one changed.

use reciproque_shared::fiche_rendez_vous::{EtapeRendezVous, FicheRendezVous};

use super::mots::{duree, jour_et_heure, minutes};
use crate::pages::instant;

/// The latest status, with who and when.
pub fn dernier_geste(fiche: &FicheRendezVous) -> Option<String> {
    derniere(fiche).map(dire)
}

fn derniere(fiche: &FicheRendezVous) -> Option<&EtapeRendezVous> {
    fiche.etapes.iter().max_by_key(|etape| etape.instant)
}

fn dire(etape: &EtapeRendezVous) -> String {
    format!("{} : « {} », le {}.", etape.agent, etape.statut.libelle(), instant(etape.instant))
}

/// What changed between two readings, a sentence each: who and when, then each field.
pub fn raconter(avant: &FicheRendezVous, apres: &FicheRendezVous) -> Vec<String> {
    let nouvelle = derniere(apres).filter(|_| apres.etapes.len() > avant.etapes.len()).map(dire);
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
        (avant != apres).then(|| format!("{nom} : « {} » au lieu de « {} ».", ou_rien(apres), ou_rien(avant)))
    })
}

fn ou_rien(texte: String) -> String {
    if texte.is_empty() { "rien".to_owned() } else { texte }
}
