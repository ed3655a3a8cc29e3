//! The legal time of the département.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// The day and time at Paris: UTC + 1 h, and + 2 h from the last Sunday of March to
/// that of October, 1 h UTC both (directive 2000/84/CE).
pub fn a_paris(instant: DateTime<Utc>) -> NaiveDateTime {
    let utc = instant.naive_utc();
    let annee = utc.year();
    let ete = bascule(annee, 3) <= Some(utc) && Some(utc) < bascule(annee, 10);
    utc + TimeDelta::hours(if ete { 2 } else { 1 })
}

/// The instant of a day and time at Paris: of the two in the hour that comes twice, the first; in the
/// hour that the spring skips, as long after it.
pub fn de_paris(ici: NaiveDateTime) -> DateTime<Utc> {
    let en_ete = (ici - TimeDelta::hours(2)).and_utc();
    if a_paris(en_ete) == ici { en_ete } else { (ici - TimeDelta::hours(1)).and_utc() }
}

/// The last Sunday of a month of 31 days, at 1 h UTC.
fn bascule(annee: i32, mois: u32) -> Option<NaiveDateTime> {
    let dernier = NaiveDate::from_ymd_opt(annee, mois, 31)?;
    let depuis_dimanche = u64::from(dernier.weekday().num_days_from_sunday());
    Some(dernier.checked_sub_days(Days::new(depuis_dimanche))?.and_time(NaiveTime::MIN) + TimeDelta::hours(1))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDateTime, Utc};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{a_paris, de_paris};

    #[rstest]
    #[case("2026-11-22T13:32:00Z", "2026-11-22T14:32:00")]
    #[case("2026-07-14T22:30:00Z", "2026-07-15T00:30:00")]
    #[case("2026-03-29T00:59:59Z", "2026-03-29T01:59:59")]
    #[case("2026-03-29T01:00:00Z", "2026-03-29T03:00:00")]
    #[case("2026-10-25T00:59:59Z", "2026-10-25T02:59:59")]
    #[case("2026-10-25T01:00:00Z", "2026-10-25T02:00:00")]
    #[case("2024-03-31T01:00:00Z", "2024-03-31T03:00:00")]
    #[case("2026-12-31T23:30:00Z", "2027-01-01T00:30:00")]
    fn legal_time_in_summer_and_in_winter(#[case] instant: DateTime<Utc>, #[case] attendue: NaiveDateTime) {
        assert_eq!(a_paris(instant), attendue);
    }

    #[rstest]
    #[case::of_two_the_first("2026-10-25T02:30:00", "2026-10-25T00:30:00Z")]
    #[case::skipped("2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    #[case::midnight_in_summer("2026-07-14T00:00:00", "2026-07-13T22:00:00Z")]
    #[case::midnight_in_winter("2026-12-25T00:00:00", "2026-12-24T23:00:00Z")]
    fn instant_of_a_local_time(#[case] ici: NaiveDateTime, #[case] attendu: DateTime<Utc>) {
        assert_eq!(de_paris(ici), attendu);
    }

    proptest! {
        #[test]
        fn there_and_back_but_in_the_hour_that_comes_twice(secondes in 0..4_000_000_000_i64) {
            let instant = DateTime::from_timestamp(secondes, 0).unwrap();
            let retour = de_paris(a_paris(instant));
            prop_assert!(retour == instant || retour == instant - chrono::TimeDelta::hours(1));
            prop_assert_eq!(a_paris(retour), a_paris(instant));
        }
    }
}
