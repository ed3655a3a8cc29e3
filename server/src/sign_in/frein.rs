//! Throttling of sign-in attempts, per account and per address. An unknown account is
//! throttled like a known one, and nobody who tries from elsewhere keeps an agent out.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota};

use super::essais::Essais;
use crate::refus::Refus;
use crate::session::Client;

/// Attempts in a row on one account from one address before one must wait.
const PAR_COMPTE: u32 = 10;
/// A whole office may share one address.
const PAR_ADRESSE: u32 = 60;
/// On one account from anywhere, this many times what one address may try: enough against
/// many machines that guess together, too much for one to keep the agent out.
const PARTOUT: u32 = 10;
/// Refusals of the throttle traced in a row, whatever the addresses.
const TRACES: u32 = 60;

/// The throttle.
pub struct Frein {
    /// Tries at the second factor.
    pub essais: Essais,
    /// One account from one address.
    comptes: DefaultKeyedRateLimiter<String>,
    /// One account from anywhere.
    partout: DefaultKeyedRateLimiter<String>,
    adresses: DefaultKeyedRateLimiter<String>,
    /// Refusals traced, by address and altogether.
    traces: DefaultKeyedRateLimiter<String>,
    toutes_traces: DefaultDirectRateLimiter,
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
            essais: Essais::default(),
            comptes: DefaultKeyedRateLimiter::keyed(quota(par_compte, 30)),
            partout: DefaultKeyedRateLimiter::keyed(quota(par_compte.saturating_mul(PARTOUT), 5)),
            adresses: DefaultKeyedRateLimiter::keyed(quota(par_adresse, 5)),
            traces: DefaultKeyedRateLimiter::keyed(quota(1, 60)),
            toutes_traces: DefaultDirectRateLimiter::direct(quota(TRACES, 10)),
        }
    }

    /// Counts an attempt.
    ///
    /// # Errors
    /// `TropDeTentatives` with the seconds to wait.
    pub fn compter(&self, compte: &str, client: &Client) -> Result<(), Refus> {
        self.compter_adresse(client)?;
        passer(&self.comptes, format!("{compte} {}", client.reseau()))?;
        passer(&self.partout, compte.to_owned())
    }

    /// Counts what is asked under no account's name.
    ///
    /// # Errors
    /// `TropDeTentatives` with the seconds to wait.
    pub fn compter_adresse(&self, client: &Client) -> Result<(), Refus> {
        passer(&self.adresses, client.reseau())
    }

    /// Whether a refusal of the throttle is to be traced: anybody may be refused without end,
    /// and each trace is kept for months. The first of a minute tells for its address.
    pub fn a_tracer(&self, client: &Client) -> bool {
        passer(&self.traces, client.reseau()).is_ok() && self.toutes_traces.check().is_ok()
    }
}

fn passer(limites: &DefaultKeyedRateLimiter<String>, cle: String) -> Result<(), Refus> {
    let maintenant = DefaultClock::default().now();
    limites
        .check_key(&cle)
        .map_err(|refus| Refus::TropDeTentatives(en_secondes(refus.wait_time_from(maintenant))))?;
    // Keys that are back to rest need not be remembered.
    limites.retain_recent();
    Ok(())
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
