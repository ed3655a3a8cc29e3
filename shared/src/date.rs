//! Dates: arithmetic of months, reading what agents type, French display.

mod affichage;
mod agenda;
mod heure;
mod lecture;
mod paris;
mod partielle;

pub use affichage::{
    age, court, heure_a_la_seconde, heure_courte, long, mois_court, mois_long, periode, relatif,
};
pub use agenda::lire_agenda;
pub use heure::{affiche_heure, lire_heure};
pub use lecture::{lire, lire_naissance};
pub use paris::{a_paris, de_paris};
pub use partielle::{NaissancePartielle, lire_naissance_partielle};

use chrono::{Datelike, Days, Months, NaiveDate};

/// The same day number `mois` months later, or the last day of that month when it is
/// shorter: 31 January + 1 month = 28 or 29 February. No extension for weekends.
pub fn ajouter_mois(date: NaiveDate, mois: u32) -> NaiveDate {
    date.checked_add_months(Months::new(mois)).unwrap_or(NaiveDate::MAX)
}

/// Last day of a period of `mois` months (at least 1) that begins on `debut`: the day
/// before it, `mois` months later, the last of the month when the month is shorter. From
/// 3 April for 6 months: 2 October; from 30 November for 3 months: 28 February. From the
/// first of a month, the period is whole months: from 1 March for 3 months, 31 May.
pub fn fin_de_periode(debut: NaiveDate, mois: u32) -> NaiveDate {
    let suivant = ajouter_mois(debut, mois);
    if suivant.day() < debut.day() {
        // the month lacks that day: its last one is the end already
        return suivant;
    }
    suivant.checked_sub_days(Days::new(1)).unwrap_or(suivant)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Days, NaiveDate};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{ajouter_mois, fin_de_periode};

    #[rstest]
    #[case("2024-01-31", 1, "2024-02-29")]
    #[case("2023-01-31", 1, "2023-02-28")]
    #[case("2024-02-29", 12, "2025-02-28")]
    #[case("2024-10-31", 4, "2025-02-28")]
    #[case("2024-04-03", 6, "2024-10-03")]
    #[case("2024-04-03", 0, "2024-04-03")]
    fn months_are_added(#[case] date: NaiveDate, #[case] mois: u32, #[case] attendu: NaiveDate) {
        assert_eq!(ajouter_mois(date, mois), attendu);
    }

    #[rstest]
    #[case("2024-04-03", 6, "2024-10-02")]
    #[case("2024-01-01", 12, "2024-12-31")]
    #[case("2024-01-31", 1, "2024-02-29")]
    #[case("2026-11-29", 3, "2027-02-28")]
    #[case("2027-03-01", 3, "2027-05-31")]
    #[case("2027-02-28", 12, "2028-02-27")]
    #[case("2024-02-29", 12, "2025-02-28")]
    fn a_period_ends_on_the_eve(#[case] debut: NaiveDate, #[case] mois: u32, #[case] attendu: NaiveDate) {
        assert_eq!(fin_de_periode(debut, mois), attendu);
    }

    /// The cases of the field.
    #[rstest]
    #[case("2026-11-30", 3, "2027-02-28")]
    #[case("2026-10-31", 6, "2027-04-30")]
    #[case("2026-12-01", 3, "2027-02-28")]
    fn contracts_begun_at_the_end_of_a_month(
        #[case] debut: NaiveDate,
        #[case] mois: u32,
        #[case] attendu: NaiveDate,
    ) {
        assert_eq!(fin_de_periode(debut, mois), attendu);
    }

    proptest! {
        #[test]
        fn months_keep_their_count_and_their_order(jours in 0..80_000_u64, mois in 0..120_u32) {
            let depart = NaiveDate::from_ymd_opt(1900, 1, 1).expect("date") + Days::new(jours);
            let arrivee = ajouter_mois(depart, mois);
            let rang = |date: NaiveDate| date.year() * 12 + date.month0() as i32;
            prop_assert_eq!(rang(arrivee) - rang(depart), mois as i32);
            let dernier_du_mois = (arrivee + Days::new(1)).day() == 1;
            prop_assert!(arrivee.day() == depart.day() || (arrivee.day() < depart.day() && dernier_du_mois));
            prop_assert!(ajouter_mois(depart, mois) <= ajouter_mois(depart + Days::new(1), mois));
            if mois > 0 {
                let fin = fin_de_periode(depart, mois);
                prop_assert!(fin >= depart);
                let veille = depart - Days::new(1);
                let entier = ajouter_mois(veille, mois);
                if depart.day() > 1 {
                    prop_assert_eq!(fin, entier);
                } else {
                    prop_assert_eq!((fin.month(), (fin + Days::new(1)).day()), (entier.month(), 1));
                }
                prop_assert!(fin <= fin_de_periode(depart + Days::new(1), mois));
                prop_assert!(fin <= fin_de_periode(depart, mois + 1));
            }
        }
    }
}
