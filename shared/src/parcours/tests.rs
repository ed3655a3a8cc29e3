//! When the first contract is due.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::cer::{PeriodeCer, Sorte};
use crate::regle::Regles;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a date")
}

fn orientation(sorte: SorteOrientation, debut: &str, notifiee_le: Option<&str>) -> Orientation {
    Orientation { sorte, debut: jour(debut), notifiee_le: notifiee_le.map(jour), fin: None }
}

fn contrat(debut: &str, fin: &str) -> PeriodeCer {
    PeriodeCer { id: 1, rang: 1, sorte: Sorte::Premier, avenant_de: None, debut: jour(debut), fin: jour(fin) }
}

fn vues(
    orientation: &Orientation,
    contrats: &[PeriodeCer],
    aujourdhui: &str,
) -> Vec<(&'static str, String, &'static str)> {
    echeances(orientation, contrats, &Regles::default(), jour(aujourdhui))
        .into_iter()
        .map(|e| (e.nature.code(), e.date.to_string(), e.etat.code()))
        .collect()
}

#[test]
fn the_delay_of_2016_runs_from_the_decision_and_depends_on_the_orientation() {
    let sociale = orientation(SorteOrientation::Social, "2015-12-31", Some("2016-01-10"));
    assert_eq!(
        vues(&sociale, &[], "2016-02-01"),
        [("contrat", "2016-02-29".into(), "proche"), ("revue_sociale", "2016-06-30".into(), "a_venir")]
    );
    let emploi = orientation(SorteOrientation::Professionnel, "2016-01-31", None);
    assert_eq!(vues(&emploi, &[], "2016-02-01"), [("contrat", "2016-02-29".into(), "proche")]);
}

#[test]
fn the_delay_of_2025_runs_from_the_notification() {
    let notifiee = orientation(SorteOrientation::Professionnel, "2026-05-04", Some("2026-05-11"));
    assert_eq!(vues(&notifiee, &[], "2026-06-12"), [("contrat", "2026-06-11".into(), "depassee")]);
    let sans = orientation(SorteOrientation::Professionnel, "2026-05-04", None);
    let due = echeances(&sans, &[], &Regles::default(), jour("2026-05-05")).remove(0);
    assert_eq!(due.date, jour("2026-06-04"));
    assert!(due.explication.contains("n'est pas enregistrée"));
}

#[test]
fn a_missed_deadline_is_worded_as_a_finding() {
    let orientation = orientation(SorteOrientation::Social, "2026-01-05", Some("2026-01-05"));
    for due in echeances(&orientation, &[], &Regles::default(), jour("2026-12-01")) {
        assert_eq!(due.etat, EtatEcheance::Depassee);
        assert!(due.explication.contains("aucune sanction automatique"), "{}", due.explication);
        assert!(!due.regle.article.is_empty());
    }
}

#[test]
fn a_running_contract_gives_way_to_its_renewal() {
    let orientation = orientation(SorteOrientation::Professionnel, "2026-01-05", None);
    let contrats = [contrat("2026-02-01", "2026-07-31")];
    assert_eq!(
        vues(&orientation, &contrats, "2026-05-31"),
        [("renouvellement", "2026-07-31".into(), "a_venir")]
    );
    assert_eq!(
        vues(&orientation, &contrats, "2026-06-01"),
        [("renouvellement", "2026-07-31".into(), "proche")]
    );
    assert_eq!(
        vues(&orientation, &contrats, "2026-08-01"),
        [("renouvellement", "2026-07-31".into(), "depassee")]
    );
    let ancien = [contrat("2025-01-01", "2025-06-30")];
    assert_eq!(vues(&orientation, &ancien, "2026-01-10")[0].0, "contrat");
}

#[test]
fn a_closed_orientation_asks_nothing() {
    let close = Orientation {
        fin: Some(jour("2026-03-31")),
        ..orientation(SorteOrientation::Social, "2026-01-05", None)
    };
    assert_eq!(vues(&close, &[], "2026-04-01").len(), 0);
    assert!(!vues(&close, &[], "2026-03-31").is_empty());
}

proptest! {
    /// Exactly one of « conclude » and « renew » is due; a later notification never
    /// brings the deadline forward; the state follows the date.
    #[test]
    fn deadlines_are_coherent(
        debut in 0..6000_u64, attente in 0..90_u64, age in 0..900_u64,
        contrat in proptest::option::of((0..900_u64, 1..400_u64)), sorte in prop::sample::select(SorteOrientation::TOUS),
    ) {
        let debut = jour("2012-01-01") + Days::new(debut);
        let aujourdhui = debut + Days::new(age);
        let notifiee = Orientation { sorte, debut, notifiee_le: Some(debut + Days::new(attente)), fin: None };
        let historique: Vec<_> = contrat
            .map(|(depuis, duree)| PeriodeCer {
                id: 1, rang: 1, sorte: Sorte::Premier, avenant_de: None,
                debut: debut - Days::new(300) + Days::new(depuis), fin: debut - Days::new(300) + Days::new(depuis + duree),
            })
            .into_iter()
            .collect();
        let regles = Regles::default();
        let dues = echeances(&notifiee, &historique, &regles, aujourdhui);
        let attendues = dues.iter().filter(|e| e.nature != NatureEcheance::RevueSociale).count();
        prop_assert_eq!(attendues, 1);
        for due in &dues {
            prop_assert_eq!(due.etat == EtatEcheance::Depassee, due.date < aujourdhui);
            prop_assert!(due.regle.est_en_vigueur(debut) || due.nature == NatureEcheance::Renouvellement);
        }
        let sans = Orientation { notifiee_le: None, ..notifiee };
        let date = |dues: &[Echeance]| dues.iter().find(|e| e.nature == NatureEcheance::Contrat).map(|e| e.date);
        prop_assert!(date(&dues) >= date(&echeances(&sans, &historique, &regles, aujourdhui)));
    }
}
