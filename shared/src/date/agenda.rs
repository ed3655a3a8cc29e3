//! Reading a day of the agenda: near today, so the year may be left out.

use chrono::{Datelike, Days, NaiveDate};

use super::affichage::JOURS;
use super::lecture::{lire, mots};
use crate::erreur::Motif;

/// Reads a day as [`lire`] does; also `hier`, `aujourd'hui`, `demain`, `après-demain`, and a
/// day without its year (`27/11`, `3 avril`), which is the nearest to today: `lundi 30/11`
/// is told to be wrong rather than read as the one of another year.
///
/// # Errors
/// Those of [`lire`], except `date_sans_annee`.
pub fn lire_agenda(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    let mots = mots(texte);
    let mots: Vec<&str> = mots.iter().map(String::as_str).collect();
    let dans = |jours| aujourdhui.checked_add_days(Days::new(jours)).unwrap_or(aujourdhui);
    match mots[..] {
        ["hier"] => Ok(aujourdhui.pred_opt().unwrap_or(aujourdhui)),
        ["aujourd", "hui"] | ["aujourdhui"] => Ok(aujourdhui),
        ["demain"] => Ok(dans(1)),
        ["apres", "demain"] => Ok(dans(2)),
        _ => match lire(texte, aujourdhui) {
            Err(motif) if motif.code == "date_sans_annee" => la_plus_proche(texte, aujourdhui),
            lu => lu,
        },
    }
}

fn la_plus_proche(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    let en = |annee: i32| lire(&format!("{texte} {annee}"), aujourdhui);
    let annee = aujourdhui.year();
    let proche = [annee - 1, annee, annee + 1]
        .into_iter()
        .filter_map(|annee| lire(&sans_jour_nomme(&format!("{texte} {annee}")), aujourdhui).ok())
        .min_by_key(|jour| jour.signed_duration_since(aujourdhui).num_days().abs());
    en(proche.map_or(annee, |jour| jour.year()))
}

/// The same words without the name of the day.
fn sans_jour_nomme(texte: &str) -> String {
    let mots = mots(texte);
    let gardes: Vec<&str> = mots.iter().map(String::as_str).filter(|mot| !JOURS.contains(mot)).collect();
    gardes.join(" ")
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate, TimeDelta};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::lire_agenda;

    fn aujourdhui() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("date")
    }

    #[rstest]
    #[case("hier", "2026-11-21")]
    #[case("Aujourd'hui", "2026-11-22")]
    #[case("aujourd’hui", "2026-11-22")]
    #[case("demain", "2026-11-23")]
    #[case("après-demain", "2026-11-24")]
    #[case("27/11", "2026-11-27")]
    #[case("12/11", "2026-11-12")]
    #[case("3/1", "2027-01-03")]
    #[case("vendredi 27 novembre", "2026-11-27")]
    #[case("1er déc.", "2026-12-01")]
    #[case("27/11/25", "2025-11-27")]
    fn a_day_of_the_diary_is_read(#[case] texte: &str, #[case] attendu: NaiveDate) {
        assert_eq!(lire_agenda(texte, aujourdhui()), Ok(attendu));
    }

    #[rstest]
    #[case("", "date_forme")]
    #[case("bientôt", "date_forme")]
    #[case("lundi 27/11", "date_autre_jour")]
    #[case("lundi 27/11/2026", "date_autre_jour")]
    #[case("31/11", "date_inexistante")]
    #[case("29/2", "date_inexistante")]
    #[case("27 11 2026 8", "date_forme")]
    fn what_is_no_day_of_the_diary_is_refused(#[case] texte: &str, #[case] code: &str) {
        assert_eq!(lire_agenda(texte, aujourdhui()).expect_err("refused").code, code);
    }

    proptest! {
        /// A day within half a year of today needs no year.
        #[test]
        fn without_a_year_it_is_the_nearest_one(depart in 0..20_000_i64, ecart in -182..=182_i64) {
            let aujourdhui = NaiveDate::from_ymd_opt(1990, 1, 1).expect("date") + TimeDelta::days(depart);
            let jour = aujourdhui + TimeDelta::days(ecart);
            // A 29 February is the nearest one there is.
            prop_assume!((jour.month(), jour.day()) != (2, 29));
            prop_assert_eq!(lire_agenda(&format!("{}/{}", jour.day(), jour.month()), aujourdhui), Ok(jour));
        }
    }
}
