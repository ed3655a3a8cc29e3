//! The legal deadlines of an adult, as findings.

use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::fiche_parcours::{EcheanceLue, OrientationLue};
use reciproque_shared::parcours::{Echeance, NatureEcheance, Orientation, echeances};

use crate::cer::periodes;
use crate::guard::Passage;
use crate::store::entite::{cer, dossier, personne};

/// The deadlines of an adult, as a dossier shows them: none when the right is not current.
pub fn lire(
    passage: &Passage,
    dossier: &dossier::Model,
    adulte: &personne::Model,
    orientations: &[OrientationLue],
    cer: &[cer::Model],
) -> Vec<EcheanceLue> {
    if !EtatDossier::du_code(&dossier.etat).is_some_and(EtatDossier::en_cours) {
        return Vec::new();
    }
    dues(passage, adulte, orientations, cer)
        .into_iter()
        .map(|echeance| EcheanceLue {
            nature: echeance.nature,
            libelle: echeance.nature.libelle().to_owned(),
            date: echeance.date,
            etat: echeance.etat,
            article: echeance.regle.article,
            explication: echeance.explication,
        })
        .collect()
}

/// The deadlines of the current orientation, the nearest first. Who is not subject to
/// droits et devoirs owes no contract (CASF L262-27): nothing is late for them.
pub fn dues(
    passage: &Passage,
    adulte: &personne::Model,
    orientations: &[OrientationLue],
    cer: &[cer::Model],
) -> Vec<Echeance> {
    let app = passage.app();
    let jour = app.horloge.aujourdhui();
    let Some(orientation) = orientations.iter().map(orientation).find(|o| o.court_le(jour)) else {
        return Vec::new();
    };
    let mut dues = echeances(&orientation, &periodes(cer), &app.regles, jour);
    dues.retain(|due| due.nature != NatureEcheance::Contrat || adulte.droits_et_devoirs == Some(true));
    dues
}

fn orientation(lue: &OrientationLue) -> Orientation {
    Orientation { sorte: lue.sorte, debut: lue.debut, notifiee_le: lue.notifiee_le, fin: lue.fin }
}
