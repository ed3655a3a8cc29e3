//! The rules of detection, against events drawn at random.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// A Tuesday, 10:00.
fn mardi() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("date").and_hms_opt(10, 0, 0).expect("time")
}

fn fait(seq: u64, instant: NaiveDateTime, nature: Nature) -> Fait {
    Fait { position: Position { chaine: 0, seq }, instant, nature }
}

fn vue(dossier: i64) -> Nature {
    Nature::Vue { dossier, sur_liste: true, homonyme: false }
}

/// One rule alone, at this threshold.
fn seul(seuil: Seuil, valeur: u32) -> Examen {
    let bornes = [Seuil::HabitudePlancher, Seuil::HeureDebut, Seuil::HeureFin];
    let eteints = Seuil::TOUS.iter().copied().filter(|eteint| !bornes.contains(eteint));
    let seuils = eteints.fold(Seuils::default(), |seuils, eteint| seuils.avec(eteint, 0));
    Examen { seuils: seuils.avec(seuil, valeur), ..Examen::default() }
}

/// What each rule counts, one unit a minute from an instant at which it counts.
fn unites(regle: RegleAlerte, nombre: u32) -> Vec<Fait> {
    let depart = match regle {
        RegleAlerte::HorsHoraires => mardi() + TimeDelta::hours(10),
        _ => mardi(),
    };
    let nature = |rang: u32| match regle {
        RegleAlerte::Refus => Nature::Refus,
        RegleAlerte::Recherches => Nature::Recherche,
        RegleAlerte::GestesAcces => Nature::Geste,
        RegleAlerte::HorsListe => Nature::Vue { dossier: rang.into(), sur_liste: false, homonyme: false },
        RegleAlerte::Homonyme => Nature::Vue { dossier: rang.into(), sur_liste: true, homonyme: true },
        _ => vue(rang.into()),
    };
    (0..nombre)
        .map(|rang| fait(rang.into(), depart + TimeDelta::minutes(rang.into()), nature(rang)))
        .collect()
}

fn examen_de(regle: RegleAlerte, seuil: u32) -> Examen {
    match regle {
        RegleAlerte::VolumeHeure => seul(Seuil::VuesHeure, seuil),
        RegleAlerte::VolumeJour => seul(Seuil::VuesJour, seuil),
        RegleAlerte::Habitude => {
            let examen = seul(Seuil::FoisHabitude, 1);
            Examen {
                habitude: Some(seuil),
                seuils: examen.seuils.clone().avec(Seuil::HabitudePlancher, 0),
                ..examen
            }
        }
        RegleAlerte::HorsListe => seul(Seuil::HorsListe, seuil),
        RegleAlerte::Homonyme => seul(Seuil::Homonymes, seuil),
        RegleAlerte::HorsHoraires => seul(Seuil::HorsHoraires, seuil),
        RegleAlerte::Refus => seul(Seuil::Refus, seuil),
        RegleAlerte::Recherches => seul(Seuil::Recherches, seuil),
        RegleAlerte::GestesAcces => seul(Seuil::GestesAcces, seuil),
    }
}

fn regle_quelconque() -> impl Strategy<Value = RegleAlerte> {
    prop::sample::select(RegleAlerte::TOUS)
}

pub(super) fn fait_quelconque() -> impl Strategy<Value = (i64, Nature)> {
    let nature =
        prop_oneof![
            (0..30_i64, any::<bool>(), any::<bool>())
                .prop_map(|(dossier, sur_liste, homonyme)| Nature::Vue { dossier, sur_liste, homonyme }),
            Just(Nature::Refus),
            Just(Nature::Recherche),
            Just(Nature::Geste),
        ];
    (0..3_600_i64, nature)
}

pub(super) fn suite(pas: Vec<(i64, Nature)>) -> Vec<Fait> {
    let mut instant = mardi();
    let lire = |(rang, (secondes, nature)): (usize, (i64, Nature))| {
        instant += TimeDelta::seconds(secondes);
        fait(rang as u64, instant, nature)
    };
    pas.into_iter().enumerate().map(lire).collect()
}

proptest! {
    #[test]
    fn each_rule_speaks_at_its_threshold_and_not_before(regle in regle_quelconque(), seuil in 1..55_u32) {
        let examen = examen_de(regle, seuil);
        prop_assert_eq!(examiner(&unites(regle, seuil - 1), &examen), vec![]);
        let constats = examiner(&unites(regle, seuil), &examen);
        prop_assert_eq!(constats.len(), 1);
        prop_assert_eq!((constats[0].regle, constats[0].mesure, constats[0].seuil), (regle, seuil, seuil));
        prop_assert_eq!(constats[0].positions.len(), seuil as usize);
    }

    #[test]
    fn a_rule_turned_off_is_silent(pas in prop::collection::vec(fait_quelconque(), 0..80)) {
        prop_assert_eq!(examiner(&suite(pas), &seul(Seuil::Refus, 0)), vec![]);
    }

    #[test]
    fn a_dossier_seen_again_counts_once(fois in 1..100_u32, seuil in 2..20_u32) {
        let faits: Vec<Fait> = (0..fois)
            .map(|rang| fait(rang.into(), mardi() + TimeDelta::seconds(rang.into()), vue(7)))
            .collect();
        prop_assert_eq!(examiner(&faits, &seul(Seuil::VuesHeure, seuil)), vec![]);
    }

    /// A constat names only events that its rule counts, at least as many as its threshold,
    /// and a longer history never takes one away.
    #[test]
    fn a_constat_is_explained_and_stays(
        pas in prop::collection::vec(fait_quelconque(), 0..80),
        coupe in 0..80_usize,
        seuil in 1..8_u32,
        regle in regle_quelconque(),
    ) {
        let faits = suite(pas);
        let examen = examen_de(regle, seuil);
        let tout = examiner(&faits, &examen);
        let debut = examiner(&faits[..coupe.min(faits.len())], &examen);
        for constat in &tout {
            prop_assert!(constat.mesure >= seuil && constat.positions.len() >= seuil as usize);
            let connues: BTreeSet<Position> = faits.iter().map(|fait| fait.position).collect();
            prop_assert!(constat.positions.is_subset(&connues));
            let dits: Vec<&Fait> = faits.iter().filter(|f| constat.positions.contains(&f.position)).collect();
            prop_assert_eq!(dits.last().map(|fait| fait.instant), Some(constat.dernier));
            for dit in dits {
                prop_assert_eq!(dit.nature == Nature::Refus, regle == RegleAlerte::Refus);
            }
        }
        for avant in &debut {
            let apres = tout.iter().find(|constat| constat.regle == avant.regle);
            prop_assert!(apres.is_some_and(|apres| avant.positions.is_subset(&apres.positions)));
        }
    }

    /// What the officer has judged never comes back; what follows counts anew.
    #[test]
    fn what_was_judged_does_not_come_back(regle in regle_quelconque(), seuil in 1..25_u32) {
        let mut examen = examen_de(regle, seuil);
        let faits = unites(regle, 2 * seuil);
        examen.juges.insert(regle, faits[seuil as usize - 1].instant);
        prop_assert_eq!(examiner(&faits[..2 * seuil as usize - 1], &examen), vec![]);
        let constats = examiner(&faits, &examen);
        prop_assert_eq!(constats.len(), 1);
        prop_assert!(constats[0].positions.iter().all(|position| position.seq >= seuil.into()));
    }
}

/// Sixty files at 61 seconds from each other never make sixty in one hour.
#[test]
fn the_hour_slides() {
    let espaces = |secondes: i64| -> Vec<Fait> {
        (0..60)
            .map(|rang| fait(rang, mardi() + TimeDelta::seconds(secondes * rang as i64), vue(rang as i64)))
            .collect()
    };
    let examen = seul(Seuil::VuesHeure, 60);
    assert_eq!(examiner(&espaces(62), &examen), vec![]);
    assert_eq!(examiner(&espaces(61), &examen).len(), 1);
}

#[rstest]
#[case("2026-11-24T06:59:59", true)]
#[case("2026-11-24T07:00:00", false)]
#[case("2026-11-24T19:59:59", false)]
#[case("2026-11-24T20:00:00", true)]
#[case("2026-11-28T10:00:00", true)]
#[case("2026-11-29T10:00:00", true)]
fn out_of_hours_is_told_to_the_second(#[case] instant: NaiveDateTime, #[case] attendu: bool) {
    let faits = [fait(1, instant, vue(1))];
    assert_eq!(!examiner(&faits, &seul(Seuil::HorsHoraires, 1)).is_empty(), attendu);
}

#[test]
fn the_habit_speaks_above_its_floor_only_and_when_it_is_known() {
    let faits = unites(RegleAlerte::Habitude, 30);
    let seuils = seul(Seuil::FoisHabitude, 3).seuils;
    let examen = |habitude, plancher| Examen {
        habitude,
        seuils: seuils.clone().avec(Seuil::HabitudePlancher, plancher),
        ..Examen::default()
    };
    assert_eq!(examiner(&faits, &examen(None, 0)), vec![]);
    assert_eq!(examiner(&faits, &examen(Some(4), 31)), vec![]);
    assert_eq!(examiner(&faits, &examen(Some(11), 10)), vec![]);
    assert_eq!(examiner(&faits, &examen(Some(10), 10))[0].seuil, 30);
}

#[rstest]
#[case("", "", "motif_absent")]
#[case("inconnu", "", "motif_absent")]
#[case("autre", "  ", "precision_absente")]
#[case("autre", "vu", "precision_absente")]
#[case("suivi", "Elle est dépressive.", "commentaire_garde")]
fn a_reason_is_refused_with_what_is_wrong(#[case] motif: &str, #[case] precision: &str, #[case] code: &str) {
    let saisie = SaisieMotif { motif: motif.into(), precision: precision.into() };
    let erreurs = MotifVueDonne::lire(&saisie).expect_err("refused");
    assert_eq!(erreurs.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), [code]);
}

#[rstest]
#[case(Seuil::Refus, "0", Some(0))]
#[case(Seuil::Refus, " 12 ", Some(12))]
#[case(Seuil::HeureFin, "24", Some(24))]
#[case(Seuil::HeureFin, "25", None)]
#[case(Seuil::VuesJour, "10001", None)]
#[case(Seuil::VuesJour, "-1", None)]
#[case(Seuil::VuesJour, "", None)]
#[case(Seuil::VuesJour, "1,5", None)]
fn a_threshold_has_its_bounds(#[case] seuil: Seuil, #[case] valeur: &str, #[case] attendu: Option<u32>) {
    assert_eq!(SaisieSeuil { seuil, valeur: valeur.into() }.lire().ok(), attendu);
}

#[test]
fn a_reason_of_the_list_needs_no_more_words() {
    let saisie = SaisieMotif { motif: "suivi".into(), precision: String::new() };
    assert_eq!(MotifVueDonne::lire(&saisie).map(|m| m.motif()), Ok(MotifVue::Suivi));
}

#[rstest]
#[case(GesteAlerte::Clore, "", "Vu avec le service.", "", &["conclusion_absente"])]
#[case(GesteAlerte::Clore, "justifie", "", "", &["note_absente"])]
#[case(GesteAlerte::Clore, "", "vu", "", &["conclusion_absente", "note_absente"])]
#[case(GesteAlerte::Rouvrir, "", "", "", &["note_absente"])]
#[case(GesteAlerte::Surveiller, "", "Le temps de vérifier.", "", &["date_absente"])]
#[case(GesteAlerte::Surveiller, "", "Le temps de vérifier.", "23/11/2026", &["date_passee"])]
#[case(GesteAlerte::Surveiller, "", "Le temps de vérifier.", "25/11/2027", &["date_lointaine"])]
#[case(GesteAlerte::Lever, "", "fini", "", &["note_absente"])]
fn a_gesture_names_every_field_that_is_refused(
    #[case] geste: GesteAlerte,
    #[case] conclusion: &str,
    #[case] note: &str,
    #[case] jusqu_au: &str,
    #[case] codes: &[&str],
) {
    let saisie = SaisieGesteAlerte {
        geste,
        conclusion: conclusion.into(),
        note: note.into(),
        jusqu_au: jusqu_au.into(),
    };
    let erreurs = Traitement::lire(&saisie, mardi().date()).expect_err("refused");
    assert_eq!(erreurs.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), codes);
}

#[rstest]
#[case(GesteSurveillance::Poser, "Signalement d’un partenaire.", "", Ok(None))]
#[case(GesteSurveillance::Poser, "Signalement d’un partenaire.", "1/12/2026", Ok(Some("2026-12-01")))]
#[case(GesteSurveillance::Poser, "Signalement d’un partenaire.", "23/11/2026", Err("date_passee"))]
#[case(GesteSurveillance::Poser, "Signalement d’un partenaire.", "25/11/2027", Err("date_lointaine"))]
#[case(GesteSurveillance::Poser, "vu", "", Err("note_absente"))]
#[case(GesteSurveillance::Lever, "", "", Err("note_absente"))]
#[case(GesteSurveillance::Lever, "Vérifié avec son responsable.", "jeudi", Ok(None))]
fn a_watch_says_why_and_until_when(
    #[case] geste: GesteSurveillance,
    #[case] note: &str,
    #[case] jusqu_au: &str,
    #[case] attendu: Result<Option<&str>, &str>,
) {
    let saisie = SaisieSurveillance { geste, note: note.into(), jusqu_au: jusqu_au.into() };
    let lue = DecisionSurveillance::lire(&saisie, mardi().date());
    let lue = lue.map(|d| d.jusqu_au().map(|jour| jour.to_string())).map_err(|e| e[0].code.clone());
    assert_eq!(lue, attendu.map(|jour| jour.map(str::to_owned)).map_err(str::to_owned));
}

#[rstest]
#[case("24/11/2026")]
#[case("24/11/2027")]
fn a_watch_lasts_from_today_to_twelve_months(#[case] jusqu_au: &str) {
    let saisie = SaisieGesteAlerte {
        geste: GesteAlerte::Surveiller,
        conclusion: String::new(),
        note: "Le temps de vérifier avec le service.".into(),
        jusqu_au: jusqu_au.into(),
    };
    assert!(
        Traitement::lire(&saisie, mardi().date()).is_ok_and(|traitement| traitement.jusqu_au().is_some())
    );
}
