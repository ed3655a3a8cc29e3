//! `GET /readyz`: whether the product can do its work, that is write its store and its journal.
//! Each is really written to, but seldom: who asks often is told what was found a moment ago.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::Extranet;
use crate::depot::reglage;

/// What was found is told again for this long.
const FRAICHEUR: TimeDelta = TimeDelta::seconds(2);
/// What does not answer in this time does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was found last, and when. One probe at a time: the others wait for it.
#[derive(Default)]
pub struct Sante(Mutex<Option<(DateTime<Utc>, Bilan)>>);

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bilan {
    base: EtatMagasin,
    journal: EtatMagasin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum EtatMagasin {
    Pret,
    EnPanne,
}

/// What can be written, as found a moment ago at most.
pub async fn bilan(app: &Extranet) -> Bilan {
    let mut dernier = app.sante.0.lock().await;
    let maintenant = app.horloge.maintenant();
    match *dernier {
        Some((quand, bilan)) if maintenant - quand < FRAICHEUR => bilan,
        _ => dernier.insert((maintenant, sonder(app).await)).1,
    }
}

impl Bilan {
    /// The product can do its work.
    pub fn pret(self) -> bool {
        self == Self { base: EtatMagasin::Pret, journal: EtatMagasin::Pret }
    }
}

async fn sonder(app: &Extranet) -> Bilan {
    let base = timeout(PATIENCE, reglage::sonder(app.depot.ecriture(), app.horloge.maintenant()));
    let journal = timeout(PATIENCE, app.journal.sonder());
    let (base, journal) = tokio::join!(base, journal);
    Bilan { base: etat("base", base), journal: etat("journal", journal) }
}

fn etat<E: std::fmt::Display>(
    quoi: &'static str,
    issue: Result<Result<(), E>, tokio::time::error::Elapsed>,
) -> EtatMagasin {
    match issue {
        Ok(Ok(())) => return EtatMagasin::Pret,
        Ok(Err(cause)) => tracing::error!(%cause, quoi, "ne s’écrit pas"),
        Err(_) => tracing::error!(quoi, "ne répond pas"),
    }
    EtatMagasin::EnPanne
}
