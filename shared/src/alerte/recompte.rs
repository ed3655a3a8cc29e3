//! The counters, against a count made again from all the events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::tests::{fait_quelconque, suite};
use super::*;

/// Low thresholds: every rule fires often.
fn examen() -> Examen {
    let seuils = [
        (Seuil::VuesHeure, 4),
        (Seuil::VuesJour, 9),
        (Seuil::FoisHabitude, 2),
        (Seuil::HabitudePlancher, 5),
        (Seuil::HorsListe, 3),
        (Seuil::Homonymes, 2),
        (Seuil::HorsHoraires, 3),
        (Seuil::Refus, 3),
        (Seuil::Recherches, 3),
        (Seuil::GestesAcces, 3),
    ];
    let seuils = seuils.into_iter().fold(Seuils::default(), |seuils, (seuil, n)| seuils.avec(seuil, n));
    Examen { seuils, habitude: Some(3), ..Examen::default() }
}

/// How many units of one rule count when the last of these events happens, by its plain definition.
fn compte(regle: RegleAlerte, faits: &[Fait]) -> usize {
    let Some(dernier) = faits.last() else { return 0 };
    let heure = matches!(
        regle,
        RegleAlerte::VolumeHeure | RegleAlerte::Refus | RegleAlerte::Recherches | RegleAlerte::GestesAcces
    );
    let compte_encore = |fait: &&Fait| match heure {
        true => dernier.instant - fait.instant < TimeDelta::hours(1),
        false => fait.instant.date() == dernier.instant.date(),
    };
    let unites: BTreeSet<(bool, i64)> = faits
        .iter()
        .filter(compte_encore)
        .map(|fait| match fait.nature {
            Nature::Vue { dossier, .. } if regle != RegleAlerte::HorsHoraires => (true, dossier),
            _ => (false, fait.position.seq as i64),
        })
        .collect();
    unites.len()
}

fn reunis(constats: impl IntoIterator<Item = Constat>) -> BTreeMap<RegleAlerte, Constat> {
    let mut reunis = BTreeMap::<RegleAlerte, Constat>::new();
    for constat in constats {
        match reunis.get_mut(&constat.regle) {
            Some(connu) => {
                connu.mesure = connu.mesure.max(constat.mesure);
                connu.dernier = connu.dernier.max(constat.dernier);
                connu.positions.extend(constat.positions);
            }
            None => drop(reunis.insert(constat.regle, constat)),
        }
    }
    reunis
}

proptest! {
    /// However the events come, in one go or in pieces, the same fires, with the same events.
    #[test]
    fn fed_in_pieces_the_counters_find_what_the_whole_finds(
        pas in prop::collection::vec(fait_quelconque(), 0..120),
        lots in prop::collection::vec(1..9_usize, 1..60),
    ) {
        let (faits, examen) = (suite(pas), examen());
        let mut compteurs = Compteurs::default();
        let (mut trouves, mut reste) = (Vec::new(), faits.as_slice());
        for taille in lots.into_iter().cycle() {
            if reste.is_empty() {
                break;
            }
            let (lot, suivants) = reste.split_at(taille.min(reste.len()));
            trouves.extend(compteurs.nourrir(lot, &examen));
            reste = suivants;
        }
        prop_assert_eq!(reunis(trouves), reunis(examiner(&faits, &examen)));
    }

    /// The highest count is that of a plain recount of each window, event after event.
    #[test]
    fn the_counters_count_what_a_recount_counts(pas in prop::collection::vec(fait_quelconque(), 0..80)) {
        let (faits, examen) = (suite(pas), examen());
        let refus: Vec<Fait> = faits.iter().copied().filter(|fait| fait.nature == Nature::Refus).collect();
        let vues: Vec<Fait> =
            faits.iter().copied().filter(|fait| matches!(fait.nature, Nature::Vue { .. })).collect();
        for (regle, siens, seuil) in [
            (RegleAlerte::Refus, &refus, 3),
            (RegleAlerte::VolumeHeure, &vues, 4),
            (RegleAlerte::VolumeJour, &vues, 9),
        ] {
            let attendu = (1..=siens.len()).map(|n| compte(regle, &siens[..n])).max().unwrap_or(0);
            let trouve = reunis(examiner(&faits, &examen)).get(&regle).map_or(0, |c| c.mesure as usize);
            prop_assert_eq!(trouve, if attendu >= seuil { attendu } else { 0 }, "{:?}", regle);
        }
    }
}
