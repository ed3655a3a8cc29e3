//! What the journal counted in the months that are over.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::trace::Mesure;

/// More than the twelve that the statistics show are never asked for.
const MOIS_GARDES: usize = 12;

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
    pub fn connus(&self, purge: Option<DateTime<Utc>>, mois: NaiveDate) -> Option<Arc<Comptes>> {
        let memoire = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memoire.mois.get(&mois).filter(|_| memoire.purge == purge).cloned()
    }

    pub fn retenir(&self, purge: Option<DateTime<Utc>>, mois: NaiveDate, comptes: Arc<Comptes>) {
        let mut memoire = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memoire.purge != purge {
            *memoire = Memoire { purge, mois: BTreeMap::new() };
        }
        memoire.mois.insert(mois, comptes);
        while memoire.mois.len() > MOIS_GARDES {
            memoire.mois.pop_first();
        }
    }
}
