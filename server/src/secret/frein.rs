//! Throttling of what may be guessed: failures count, per account and per address. An unknown
//! account is throttled like a known one. A browser that an agent signed in with has tries of its
//! own on that account: nobody who tries from elsewhere keeps the agent out.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota};

use super::compteur::{Cadence, Compteur, Pris, prendre};
use crate::depot::Depot;
use crate::refus::Refus;

/// Attempts in a row on one account from one address before one must wait.
const PAR_COMPTE: u32 = 10;
/// A whole office may share one address.
const PAR_ADRESSE: u32 = 60;
/// On one account from anywhere, this many times what one address may try: enough against
/// many machines that guess together, too much for one to keep the agent out.
const PARTOUT: u32 = 10;
/// Questions to passkeys from one address: asking one is no attempt.
const DEFIS: u32 = 600;
/// Refusals of the throttle traced in a row, whatever the addresses.
const TRACES: u32 = 60;
/// Addresses at rest are forgotten once in so many refusals.
const BALAYAGE: u32 = 256;

/// The throttle.
pub struct Frein {
    par_compte: u32,
    par_adresse: u32,
    /// Refusals traced, by address and altogether.
    traces: DefaultKeyedRateLimiter<String>,
    toutes_traces: DefaultDirectRateLimiter,
    refus: AtomicU32,
}

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub enum Essai<'a> {
    /// To sign in to the account of this name, from a browser that its agent knows or not.
    Entree { compte: &'a str, appareil: Option<&'a str> },
    /// The password of somebody who is in.
    Preuve { agent: i64 },
    /// To ask the question that a passkey answers.
    Defi,
}

impl Default for Frein {
    fn default() -> Self {
        Self::new(PAR_COMPTE, PAR_ADRESSE)
    }
}

impl Frein {
    /// `par_compte` and `par_adresse` failures in a row, then one every 30 s and every 5 s.
    pub fn new(par_compte: u32, par_adresse: u32) -> Self {
        Self {
            par_compte,
            par_adresse,
            traces: DefaultKeyedRateLimiter::keyed(quota(1, 60)),
            toutes_traces: DefaultDirectRateLimiter::direct(quota(TRACES, 10)),
            refus: AtomicU32::new(0),
        }
    }

    /// Takes a try, to be given back if it is no failure: of many at once, none is free.
    ///
    /// # Errors
    /// `TropDeTentatives` with the seconds to wait.
    pub async fn compter(
        &self,
        depot: &Depot,
        reseau: &str,
        essai: Essai<'_>,
        maintenant: DateTime<Utc>,
    ) -> Result<Pris, Refus> {
        prendre(depot, self.compteurs(reseau, essai), maintenant).await
    }

    fn compteurs(&self, reseau: &str, essai: Essai<'_>) -> Vec<Compteur> {
        let compte = |nom: &str, d_ou: &str| {
            Compteur::new("compte", &format!("{nom} {d_ou}"), cadence(self.par_compte, 30))
        };
        let partout =
            |nom: &str| Compteur::new("partout", nom, cadence(self.par_compte.saturating_mul(PARTOUT), 5));
        match essai {
            Essai::Entree { compte: nom, appareil: Some(appareil) } => vec![compte(nom, appareil)],
            Essai::Entree { compte: nom, appareil: None } => vec![
                Compteur::new("adresse", reseau, cadence(self.par_adresse, 5)),
                compte(nom, reseau),
                partout(nom),
            ],
            Essai::Preuve { agent } => {
                let nom = format!("agent:{agent}");
                vec![compte(&nom, reseau), partout(&nom)]
            }
            Essai::Defi => vec![Compteur::new("defi", reseau, cadence(DEFIS, 1))],
        }
    }

    /// Whether a refusal of the throttle is to be traced: anybody may be refused without end,
    /// and each trace is kept for months. The first of a minute tells for its address.
    pub fn a_tracer(&self, reseau: String) -> bool {
        if self.refus.fetch_add(1, Ordering::Relaxed).is_multiple_of(BALAYAGE) {
            self.traces.retain_recent();
        }
        self.traces.check_key(&reseau).is_ok() && self.toutes_traces.check().is_ok()
    }
}

const fn cadence(rafale: u32, secondes: u64) -> Cadence {
    Cadence { rafale, chaque: Duration::from_secs(secondes) }
}

fn quota(rafale: u32, secondes: u64) -> Quota {
    let rafale = NonZeroU32::new(rafale).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(Duration::from_secs(secondes))
        .unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN))
        .allow_burst(rafale)
}
