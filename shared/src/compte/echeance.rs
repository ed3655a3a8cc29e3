//! When a password must be changed, and when the agent is told (charter; CNIL 2022-100
//! no longer asks it: the setting may turn it off).

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::date::a_paris;

/// Days before the end at which the agent is told, the widest first.
const RAPPELS: [i64; 3] = [15, 7, 1];

/// The day from which a new password is asked at sign-in. `None` when never: the setting
/// (`jours`, 0 for never) is off.
fn dernier_jour(change_le: DateTime<Utc>, jours: u32) -> Option<NaiveDate> {
    if jours == 0 { None } else { a_paris(change_le).date().checked_add_days(Days::new(jours.into())) }
}

/// Days until a new password is asked, 0 or less when it is; `None` when never.
/// A password of unknown age counts as too old.
pub fn jours_restants(change_le: Option<DateTime<Utc>>, jours: u32, aujourd_hui: NaiveDate) -> Option<i64> {
    match (jours, change_le) {
        (0, _) => None,
        (_, None) => Some(0),
        (_, Some(change_le)) => Some((dernier_jour(change_le, jours)? - aujourd_hui).num_days()),
    }
}

/// Whether a new password must be chosen. Asked at sign-in only: never in the middle of
/// an entry.
pub fn echu(change_le: Option<DateTime<Utc>>, jours: u32, aujourd_hui: NaiveDate) -> bool {
    jours_restants(change_le, jours, aujourd_hui).is_some_and(|restants| restants <= 0)
}

/// The threshold reached (15, 7 or 1 day), from which the agent is told how many days
/// are left.
pub fn rappel(restants: i64) -> Option<i64> {
    RAPPELS.into_iter().rev().find(|seuil| restants <= *seuil)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn le(jour: u32) -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2026, 3, jour).unwrap().and_hms_opt(11, 0, 0).unwrap().and_utc()
    }

    #[rstest]
    #[case(89, 1, false)]
    #[case(90, 0, true)]
    #[case(91, -1, true)]
    fn asked_on_the_ninetieth_day(#[case] apres: u64, #[case] restants: i64, #[case] attendu: bool) {
        let jour = le(1).date_naive() + Days::new(apres);
        assert_eq!(jours_restants(Some(le(1)), 90, jour), Some(restants));
        assert_eq!(echu(Some(le(1)), 90, jour), attendu);
        assert!(!echu(Some(le(1)), 0, jour), "the setting is off");
    }

    #[test]
    fn of_unknown_age_it_is_asked_unless_the_setting_is_off() {
        assert!(echu(None, 90, le(1).date_naive()));
        assert!(!echu(None, 0, le(1).date_naive()));
    }

    #[test]
    fn told_from_fifteen_seven_and_one_day() {
        let seuils: Vec<_> = [16, 15, 8, 7, 2, 1, 0].into_iter().map(rappel).collect();
        assert_eq!(seuils, [None, Some(15), Some(15), Some(7), Some(7), Some(1), Some(1)]);
    }

    proptest! {
        #[test]
        fn a_day_later_is_a_day_less(apres in 0_u64..500, jours in 1_u32..400) {
            let jour = le(1).date_naive() + Days::new(apres);
            let restants = |jour| jours_restants(Some(le(1)), jours, jour).unwrap();
            prop_assert_eq!(restants(jour + Days::new(1)), restants(jour) - 1);
            prop_assert!(rappel(restants(jour)).is_none_or(|seuil| restants(jour) <= seuil));
        }
    }
}
