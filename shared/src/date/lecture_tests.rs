//! Dates as people type them.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::{lire, lire_naissance};
use crate::date::{court, long};

fn aujourdhui() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("date")
}

#[rstest]
#[case("3/4/24")]
#[case("03042024")]
#[case("030424")]
#[case("3-4-2024")]
#[case("3.4.24")]
#[case(" 03 / 04 / 2024 ")]
#[case("3 avril 2024")]
#[case("3 AVR. 24")]
#[case("3avril2024")]
#[case("Mercredi 3/4/24")]
#[case("le mercredi 3 avril 2024")]
#[case("2024-04-03")]
fn the_third_of_april_in_all_its_forms(#[case] texte: &str) {
    assert_eq!(lire(texte, aujourdhui()), Ok(NaiveDate::from_ymd_opt(2024, 4, 3).expect("date")));
}

#[rstest]
#[case("avril 2024", "2024-04-01")]
#[case("04/2024", "2024-04-01")]
#[case("Août 2024", "2024-08-01")]
#[case("1er août 2024", "2024-08-01")]
#[case("15 fevr 2024", "2024-02-15")]
#[case("29/02/2024", "2024-02-29")]
#[case("1/1/75", "2075-01-01")]
#[case("1/1/76", "2076-01-01")]
#[case("1/1/77", "1977-01-01")]
fn other_forms_are_read(#[case] texte: &str, #[case] attendu: NaiveDate) {
    assert_eq!(lire(texte, aujourdhui()), Ok(attendu));
}

#[rstest]
#[case("", "date_forme")]
#[case("demain", "date_forme")]
#[case("3/4/5/24", "date_forme")]
#[case("3/4", "date_sans_annee")]
#[case("3 avril", "date_sans_annee")]
#[case("3 jui 2024", "date_forme")]
#[case("0304", "date_forme")]
#[case("31/02/2024", "date_inexistante")]
#[case("29/02/2023", "date_inexistante")]
#[case("3/13/2024", "date_inexistante")]
#[case("0/4/2024", "date_inexistante")]
#[case("3/4/224", "date_annee")]
#[case("3/4/0224", "date_annee")]
#[case("3/4/20024", "date_annee")]
#[case("2024-04-03T10:00", "date_forme")]
#[case("mardi 3 avril 2024", "date_autre_jour")]
#[case("dimanche 30/11/2026", "date_autre_jour")]
#[case("lundi 31/02/2024", "date_inexistante")]
fn what_is_no_date_is_refused(#[case] texte: &str, #[case] code: &str) {
    assert_eq!(lire(texte, aujourdhui()).expect_err("refused").code, code);
}

#[rstest]
#[case("3/4/84", Ok("1984-04-03"))]
#[case("3/4/24", Ok("2024-04-03"))]
#[case("3/4/27", Ok("1927-04-03"))]
#[case("22/11/26", Ok("2026-11-22"))]
#[case("23/11/26", Ok("1926-11-23"))]
#[case("29/2/00", Ok("2000-02-29"))]
#[case("3/4/1884", Ok("1884-04-03"))]
#[case("3/4/1784", Err("date_annee"))]
#[case("23/11/2026", Err("naissance_future"))]
#[case("avril 1984", Err("date_sans_jour"))]
#[case("31/6/84", Err("date_inexistante"))]
#[case("lundi 3/4/84", Err("date_autre_jour"))]
#[case("mardi 3/4/84", Ok("1984-04-03"))]
fn a_birth_is_in_the_past(#[case] texte: &str, #[case] attendu: Result<&str, &str>) {
    let lue = lire_naissance(texte, aujourdhui()).map(|date| date.to_string()).map_err(|motif| motif.code);
    assert_eq!(lue, attendu.map(str::to_owned));
}

prop_compose! {
    fn date_de_1900_a_2199()(jours in 0..109_573_u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(1900, 1, 1).expect("date") + Days::new(jours)
    }
}

fn formes(date: NaiveDate) -> Vec<String> {
    let (jour, mois, annee) = (date.day(), date.month(), date.year());
    vec![
        court(date),
        long(date),
        long(date).to_uppercase(),
        date.to_string(),
        format!("{jour}/{mois}/{annee}"),
        format!("{jour}-{mois}-{annee}"),
        format!("{jour}.{mois}.{annee}"),
        format!("{jour} {mois} {annee}"),
        format!("{jour:02}{mois:02}{annee}"),
    ]
}

proptest! {
    #[test]
    fn every_date_is_read_back(date in date_de_1900_a_2199()) {
        for forme in formes(date) {
            prop_assert_eq!(lire(&forme, aujourdhui()), Ok(date), "{}", forme);
        }
    }

    #[test]
    fn every_birth_is_read_back(jours in 0..46_000_u64) {
        let date = aujourdhui() - Days::new(jours);
        for forme in formes(date) {
            prop_assert_eq!(lire_naissance(&forme, aujourdhui()), Ok(date), "{}", forme);
        }
    }

    /// A date at most 49 years from today keeps its meaning with two digits.
    #[test]
    fn a_short_year_is_the_nearest_one(ecart in -17_500_i64..17_500) {
        let date = aujourdhui() + chrono::TimeDelta::days(ecart);
        let courte = date.year() % 100;
        for forme in [
            format!("{}/{}/{courte:02}", date.day(), date.month()),
            format!("{:02}{:02}{courte:02}", date.day(), date.month()),
        ] {
            prop_assert_eq!(lire(&forme, aujourdhui()), Ok(date), "{}", forme);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(texte in any::<String>(), chiffres in "[0-9/ a-zé.-]{0,16}") {
        for saisie in [texte, chiffres] {
            let _ = (lire(&saisie, aujourdhui()), lire_naissance(&saisie, aujourdhui()));
        }
    }
}

#[test]
fn a_weekday_that_contradicts_the_date_is_told() {
    let motif = lire("lundi 29/11/2026", aujourdhui()).expect_err("a Sunday");
    assert_eq!(motif.message, "Le 29/11/2026 est un dimanche, pas un lundi : corrigez le jour ou la date.");
    assert!(lire("lundi 30/11/2026", aujourdhui()).is_ok());
}
