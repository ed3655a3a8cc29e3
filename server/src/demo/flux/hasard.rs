//! Seeded choices: the same seed always invents the same people.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The choices of one foyer, independent of those of the others: a longer flow
/// begins with the same foyers as a shorter one.
pub struct Hasard(ChaCha8Rng);

impl Hasard {
    pub fn du_foyer(graine: u64, rang: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(graine);
        rng.set_stream(rang);
        Self(rng)
    }

    /// True `sur_mille` times out of a thousand.
    pub fn chance(&mut self, sur_mille: u32) -> bool {
        self.0.random_ratio(sur_mille.min(1000), 1000)
    }

    pub fn entre(&mut self, bornes: RangeInclusive<i64>) -> i64 {
        self.0.random_range(bornes)
    }

    /// One of them; the list is never empty.
    pub fn parmi<T: Copy>(&mut self, liste: &[T]) -> T {
        liste[self.0.random_range(0..liste.len())]
    }

    /// One of them, in proportion to the weights.
    pub fn pondere<T: Copy>(&mut self, liste: &[(T, u32)]) -> T {
        let total: u32 = liste.iter().map(|(_, poids)| poids).sum();
        let mut tirage = self.0.random_range(0..total);
        for &(valeur, poids) in liste {
            if tirage < poids {
                return valeur;
            }
            tirage -= poids;
        }
        liste[0].0
    }

    /// A day between the two, both included; `debut` when they are the wrong way round.
    pub fn jour(&mut self, debut: NaiveDate, fin: NaiveDate) -> NaiveDate {
        let jours = (fin - debut).num_days().max(0);
        let ecart = u64::try_from(self.entre(0..=jours)).unwrap_or_default();
        debut.checked_add_days(Days::new(ecart)).unwrap_or(debut)
    }

    /// A day of the last `jours` days before `fin`.
    pub fn avant(&mut self, fin: NaiveDate, jours: u64) -> NaiveDate {
        self.jour(fin.checked_sub_days(Days::new(jours)).unwrap_or(fin), fin)
    }

    /// The birth date of somebody of that age on that day.
    pub fn naissance(&mut self, age: i32, jour: NaiveDate) -> NaiveDate {
        let dernier = annees(jour, -age);
        self.jour(annees(jour, -age - 1) + Days::new(1), dernier)
    }
}

/// The same day, years later or earlier (28 February for the 29th).
pub fn annees(jour: NaiveDate, ecart: i32) -> NaiveDate {
    let annee = jour.year() + ecart;
    jour.with_year(annee).or_else(|| NaiveDate::from_ymd_opt(annee, 2, 28)).unwrap_or(jour)
}

/// The first day of a month, `ecart` months from that of `jour`.
pub fn premier_du_mois(jour: NaiveDate, ecart: i32) -> NaiveDate {
    let mois = jour.year() * 12 + jour.month0() as i32 + ecart;
    NaiveDate::from_ymd_opt(mois.div_euclid(12), mois.rem_euclid(12) as u32 + 1, 1).unwrap_or(jour)
}

/// The day before.
pub fn veille(jour: NaiveDate) -> NaiveDate {
    jour.pred_opt().unwrap_or(jour)
}

/// Full years at that date.
pub fn age(naissance: NaiveDate, jour: NaiveDate) -> i32 {
    let passe = (jour.month(), jour.day()) < (naissance.month(), naissance.day());
    jour.year() - naissance.year() - i32::from(passe)
}
