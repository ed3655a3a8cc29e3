//! The legal deadlines of an adult, as findings.

use reciproque_shared::fiche_parcours::{EcheanceLue, OrientationLue};
use reciproque_shared::parcours::{NatureEcheance, Orientation, echeances};

use crate::cer::periodes;
use crate::guard::Passage;
use crate::store::entite::{cer, personne};

/// The deadlines of the current orientation, the nearest first. Who is not subject to
/// droits et devoirs owes no contract (CASF L262-27): nothing is late for them.
pub fn lire(
    passage: &Passage,
    adulte: &personne::Model,
    orientations: &[OrientationLue],
    cer: &[cer::Model],
) -> Vec<EcheanceLue> {
    let app = passage.app();
    let jour = app.horloge.aujourdhui();
    let Some(orientation) = orientations.iter().map(orientation).find(|o| o.court_le(jour)) else {
        return Vec::new();
    };
    let du = |nature| nature != NatureEcheance::Contrat || adulte.droits_et_devoirs == Some(true);
    echeances(&orientation, &periodes(cer), &app.regles, jour)
        .into_iter()
        .filter(|echeance| du(echeance.nature))
        .map(|echeance| EcheanceLue {
            libelle: echeance.nature.libelle().to_owned(),
            date: echeance.date,
            etat: echeance.etat,
            article: echeance.regle.article,
            explication: echeance.explication,
        })
        .collect()
}

fn orientation(lue: &OrientationLue) -> Orientation {
    Orientation { sorte: lue.sorte, debut: lue.debut, notifiee_le: lue.notifiee_le, fin: lue.fin }
}
