//! Throttling of sign-in attempts, per account and per address. An unknown account is
//! throttled like a known one.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::refus::Refus;
use crate::session::Client;

/// Attempts in a row before one must wait.
const PAR_COMPTE: u32 = 10;
/// A whole office may share one address.
const PAR_ADRESSE: u32 = 60;

/// The throttle.
pub struct Frein {
    comptes: DefaultKeyedRateLimiter<String>,
    adresses: DefaultKeyedRateLimiter<String>,
}

impl Default for Frein {
    fn default() -> Self {
        Self::new(PAR_COMPTE, PAR_ADRESSE)
    }
}

impl Frein {
    /// `par_compte` and `par_adresse` attempts in a row, then one every 30 s and every 5 s.
    pub fn new(par_compte: u32, par_adresse: u32) -> Self {
        Self {
            comptes: DefaultKeyedRateLimiter::keyed(quota(par_compte, 30)),
            adresses: DefaultKeyedRateLimiter::keyed(quota(par_adresse, 5)),
        }
    }

    /// Counts an attempt.
    ///
    /// # Errors
    /// `TropDeTentatives` with the seconds to wait.
    pub fn compter(&self, compte: &str, adresse: &Client) -> Result<(), Refus> {
        let maintenant = DefaultClock::default().now();
        let attente = |refus: governor::NotUntil<_>| en_secondes(refus.wait_time_from(maintenant));
        self.adresses
            .check_key(&adresse.adresse().to_owned())
            .map_err(|r| Refus::TropDeTentatives(attente(r)))?;
        self.comptes.check_key(&compte.to_owned()).map_err(|r| Refus::TropDeTentatives(attente(r)))?;
        // Keys that are back to rest need not be remembered.
        self.adresses.retain_recent();
        self.comptes.retain_recent();
        Ok(())
    }
}

/// Whole seconds, rounded up: who waits them is let in.
fn en_secondes(attente: Duration) -> u64 {
    attente.as_secs() + u64::from(attente.subsec_nanos() > 0)
}

fn quota(rafale: u32, secondes: u64) -> Quota {
    let rafale = NonZeroU32::new(rafale).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(Duration::from_secs(secondes))
        .unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN))
        .allow_burst(rafale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_what_is_told_has_waited_enough() {
        let attendues = [(0, 0), (1, 1), (999, 1), (1_000, 1), (1_001, 2), (29_999, 30)];
        for (millis, secondes) in attendues {
            assert_eq!(en_secondes(Duration::from_millis(millis)), secondes, "{millis} ms");
        }
    }
}
