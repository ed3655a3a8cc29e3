//! Filters, how long things are kept, figures.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::{
    ChiffresMois, FiltreTraces, MoisDeTraces, PeriodeTraces, SaisieTraces, constat, finies_avant,
    traces_avant,
};

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("date")
}

#[rstest]
#[case("", "", None, None)]
#[case("1/9/2026", "", Some("2026-09-01"), None)]
#[case("1er septembre 2026", "30/09/26", Some("2026-09-01"), Some("2026-09-30"))]
fn a_period_is_read(
    #[case] du: &str,
    #[case] au: &str,
    #[case] debut: Option<&str>,
    #[case] fin: Option<&str>,
) {
    let lue = PeriodeTraces::lire(du, au, jour("2026-11-22")).expect("period");
    assert_eq!(lue, PeriodeTraces { du: debut.map(jour), au: fin.map(jour) });
}

#[test]
fn every_field_that_can_t_be_read_is_told_at_once() {
    let saisie = SaisieTraces {
        agent: "b".into(),
        dossier: "12".into(),
        du: "hier soir".into(),
        au: "31/02/2026".into(),
        ..SaisieTraces::default()
    };
    let refus = FiltreTraces::lire(&saisie, jour("2026-11-22")).expect_err("refused");
    let champs: Vec<_> = refus.iter().map(|e| e.champ.as_str()).collect();
    assert_eq!(champs, ["agent", "dossier", "du", "au"]);
    let inverse = PeriodeTraces::lire("2/9/2026", "1/9/2026", jour("2026-11-22")).expect_err("refused");
    assert_eq!((inverse[0].champ.as_str(), inverse[0].code.as_str()), ("au", "periode_inversee"));
}

#[rstest]
#[case("5", false)]
#[case("6", true)]
#[case("12", true)]
#[case("36", true)]
#[case("37", false)]
#[case("un an", false)]
#[case("-12", false)]
fn traces_are_kept_from_6_to_36_months(#[case] texte: &str, #[case] admise: bool) {
    assert_eq!(texte.parse::<MoisDeTraces>().is_ok(), admise);
}

proptest! {
    /// Whole months by the calendar: what is kept never shrinks as time goes, and lasts the
    /// months that were set, give or take the length of a month.
    #[test]
    fn the_limit_follows_time(jours in 0..20_000_i64, plus in 0..400_i64, mois in 6..=36_u32) {
        let duree = MoisDeTraces::new(mois).expect("duration");
        let maintenant = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(10_000 + jours);
        let limite = traces_avant(maintenant, duree);
        prop_assert!(traces_avant(maintenant + chrono::TimeDelta::days(plus), duree) >= limite);
        let garde = (maintenant - limite).num_days();
        prop_assert!((i64::from(mois) * 28..=i64::from(mois) * 31 + 3).contains(&garde), "{garde}");
    }

    #[test]
    fn six_years_after_the_end(jours in 0..20_000_u64) {
        let aujourdhui = jour("1990-01-01") + chrono::Days::new(jours);
        let limite = finies_avant(aujourdhui);
        prop_assert!((2_190..=2_192).contains(&(aujourdhui - limite).num_days()));
    }
}

fn chiffres(mois: &str, organisation: &str, consultations: u64, refus: u64) -> ChiffresMois {
    let mois = jour(mois);
    let organisation = organisation.to_owned();
    ChiffresMois { mois, organisation, connexions: 1, consultations, saisies: 0, refus }
}

#[test]
fn the_heading_of_a_chart_states_what_it_shows() {
    let novembre = jour("2026-11-01");
    let a = chiffres("2026-11-01", "ALSA", 30, 0);
    let b = chiffres("2026-11-01", "REAGIR", 10, 2);
    let avant = chiffres("2026-10-01", "ALSA", 40, 5);
    for (lues, dit) in [
        (vec![], "En novembre 2026, aucune trace"),
        (vec![a.clone()], "En novembre 2026, 30 consultations ; aucun refus"),
        (
            vec![a.clone(), avant],
            "En novembre 2026, 30 consultations, 25 % de moins que le mois précédent ; aucun refus",
        ),
        (vec![a, b], "ALSA : 75 % des 40 consultations de novembre 2026 ; 2 refus"),
        (vec![chiffres("2026-11-01", "ALSA", 0, 1)], "En novembre 2026, aucune consultation ; 1 refus"),
    ] {
        assert_eq!(constat(&lues, novembre), dit);
    }
}
