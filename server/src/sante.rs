//! `GET /readyz`: whether the product can do its work, that is write its store and its journal.
//! Each is really written to, but seldom: who asks often is told what was found a moment ago.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::extranet::Extranet;
use crate::store::reglage;

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
    base: Etat,
    journal: Etat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Etat {
    Pret,
    EnPanne,
}

/// `GET /readyz`
pub async fn prete(State(app): State<Extranet>) -> (StatusCode, Json<Bilan>) {
    let mut dernier = app.sante.0.lock().await;
    let maintenant = app.horloge.maintenant();
    let bilan = match *dernier {
        Some((quand, bilan)) if maintenant - quand < FRAICHEUR => bilan,
        _ => dernier.insert((maintenant, sonder(&app).await)).1,
    };
    let pret = bilan == Bilan { base: Etat::Pret, journal: Etat::Pret };
    (if pret { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(bilan))
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
) -> Etat {
    match issue {
        Ok(Ok(())) => return Etat::Pret,
        Ok(Err(cause)) => tracing::error!(%cause, quoi, "ne s’écrit pas"),
        Err(_) => tracing::error!(quoi, "ne répond pas"),
    }
    Etat::EnPanne
}
