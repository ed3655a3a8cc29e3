//! What the journal counts in a month, kept once the month is over: nothing is added to it any
//! more, and each page of statistics would go through a year of events again.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::statistiques::mesurer;
use crate::journal::{Filtre, JournalErreur};
use crate::serveur::{Comptes, Extranet};

/// Hours after which no event of a month is still on its way to the journal.
const MARGE: i64 = 24;

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
