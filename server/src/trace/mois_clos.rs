//! What the journal counts in a month, kept once the month is over: nothing is added to it any
//! more, and each page of statistics would go through a year of events again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use reciproque_shared::trace::Mesure;

use super::statistiques::{MOIS, mesurer};
use crate::extranet::Extranet;
use crate::journal::{Filtre, JournalErreur};

/// Hours after which no event of a month is still on its way to the journal.
const MARGE: i64 = 24;

/// By organisation (none before sign-in) and by what is counted.
pub type Comptes = BTreeMap<(Option<i64>, Mesure), u64>;

#[derive(Default)]
pub struct MoisClos(Mutex<Memoire>);

/// What was counted before a purge may count what it destroyed.
#[derive(Default)]
struct Memoire {
    purge: Option<DateTime<Utc>>,
    mois: BTreeMap<NaiveDate, Arc<Comptes>>,
}

impl MoisClos {
    fn connus(&self, purge: Option<DateTime<Utc>>, mois: NaiveDate) -> Option<Arc<Comptes>> {
        let memoire = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memoire.mois.get(&mois).filter(|_| memoire.purge == purge).cloned()
    }

    fn retenir(&self, purge: Option<DateTime<Utc>>, mois: NaiveDate, comptes: Arc<Comptes>) {
        let mut memoire = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memoire.purge != purge {
            *memoire = Memoire { purge, mois: BTreeMap::new() };
        }
        memoire.mois.insert(mois, comptes);
        while memoire.mois.len() > MOIS as usize {
            memoire.mois.pop_first();
        }
    }
}

/// What the journal counts in the month that begins on `mois`; `purge` is when the last purge was.
pub async fn du_mois(
    app: &Extranet,
    purge: Option<DateTime<Utc>>,
    mois: NaiveDate,
    (depuis, avant): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Arc<Comptes>, JournalErreur> {
    let clos = avant + TimeDelta::hours(MARGE) <= app.horloge.maintenant();
    if let Some(connus) = clos.then(|| app.mois_clos.connus(purge, mois)).flatten() {
        return Ok(connus);
    }
    let filtre = Filtre { depuis: Some(depuis), avant: Some(avant), ..Filtre::default() };
    let mut comptes = Comptes::new();
    for compte in app.journal.compter(&filtre).await? {
        if let Some(mesure) = mesurer(&compte) {
            *comptes.entry((compte.organisation, mesure)).or_default() += compte.nombre;
        }
    }
    let comptes = Arc::new(comptes);
    if clos {
        app.mois_clos.retenir(purge, mois, Arc::clone(&comptes));
    }
    Ok(comptes)
}
