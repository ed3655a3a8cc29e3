//! Tries at the second factor, agent by agent: who holds the password already may try little,
//! and ever more slowly. A code of six digits would otherwise fall to patience.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::refus::Refus;

/// Tries in a row without waiting.
const LIBRES: u32 = 5;
/// Tries within 24 hours.
const PAR_JOUR: u32 = 25;
/// The first wait; each next one is twice as long.
const ATTENTE_S: i64 = 30;
const ATTENTE_MAX_S: i64 = 3_600;
const JOUR: TimeDelta = TimeDelta::hours(24);

/// The tries since the last success of each agent.
#[derive(Default)]
pub struct Essais(Mutex<HashMap<i64, Suite>>);

struct Suite {
    essais: u32,
    dernier: DateTime<Utc>,
}

impl Suite {
    /// When the next try may be made.
    fn prochain(&self) -> DateTime<Utc> {
        let attente = match self.essais.checked_sub(LIBRES) {
            _ if self.essais >= PAR_JOUR => JOUR,
            None => TimeDelta::zero(),
            Some(rang) => TimeDelta::seconds(ATTENTE_MAX_S.min(ATTENTE_S << rang.min(16))),
        };
        self.dernier + attente
    }
}

impl Essais {
    /// Counts a try, before it is known whether it is right: of many at once, none is free.
    ///
    /// # Errors
    /// `TropDeTentatives` with the seconds to wait.
    pub fn compter(&self, agent: i64, maintenant: DateTime<Utc>) -> Result<(), Refus> {
        let mut suites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        suites.retain(|_, suite| maintenant - suite.dernier < JOUR);
        let suite = suites.entry(agent).or_insert(Suite { essais: 0, dernier: maintenant });
        let attente = suite.prochain() - maintenant;
        if attente > TimeDelta::zero() {
            let secondes = attente.num_seconds() + i64::from(attente.subsec_nanos() > 0);
            return Err(Refus::TropDeTentatives(secondes.unsigned_abs()));
        }
        *suite = Suite { essais: suite.essais + 1, dernier: maintenant };
        Ok(())
    }

    /// The code was right, or the second factor is no more: counted from nothing again.
    pub fn oublier(&self, agent: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&agent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a(secondes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + secondes, 0).unwrap()
    }

    /// Seconds to wait before a try at this second, 0 when it is taken.
    fn attente(essais: &Essais, secondes: i64) -> u64 {
        match essais.compter(7, a(secondes)) {
            Ok(()) => 0,
            Err(Refus::TropDeTentatives(attente)) => attente,
            Err(autre) => panic!("{autre:?}"),
        }
    }

    #[test]
    fn the_wait_doubles_and_a_success_ends_it() {
        let essais = Essais::default();
        assert!((0..5).all(|_| attente(&essais, 0) == 0));
        assert_eq!([attente(&essais, 0), attente(&essais, 29), attente(&essais, 30)], [30, 1, 0]);
        assert_eq!([attente(&essais, 30), attente(&essais, 90)], [60, 0]);
        assert_eq!([attente(&essais, 90), attente(&essais, 210)], [120, 0]);
        assert!(essais.compter(8, a(210)).is_ok(), "another agent waits for nobody");
        essais.oublier(7);
        assert!((0..5).all(|_| attente(&essais, 210) == 0));
    }

    #[test]
    fn nobody_tries_more_than_25_times_in_24_hours() {
        let essais = Essais::default();
        let mut faits = Vec::new();
        for seconde in (0..4 * 86_400).step_by(30) {
            if attente(&essais, seconde) == 0 {
                faits.push(seconde);
            }
        }
        assert!(faits.len() >= 50, "{}", faits.len());
        for (rang, debut) in faits.iter().enumerate() {
            let du_jour = faits[rang..].iter().filter(|seconde| **seconde - debut < 86_400).count();
            assert!(du_jour <= 25, "{du_jour} tries from {debut} s on");
        }
        let derniere = *faits.last().unwrap();
        assert!(attente(&essais, derniere + 86_400) == 0, "the day after, it opens again");
    }
}
