//! The contracts of one person in time: ranks and periods are derived, never
//! typed nor trusted (a recurring defect of comparable tools).

use chrono::NaiveDate;

use super::liste::Sorte;
use crate::nominatif;

nominatif! {
    /// One contract that counts: validated, or broken and then ended by the rupture.
    pub struct PeriodeCer {
        /// Identifier in the store; grows with the order of entry.
        pub id: i64,
        /// Rank among the contracts of the person, from 1. An avenant carries the
        /// rank of the contract it amends, 0 when that contract no longer counts.
        pub rang: u32,
        pub sorte: Sorte,
        /// The contract that an avenant amends (never itself an avenant).
        pub avenant_de: Option<i64>,
        pub debut: NaiveDate,
        /// Last day, included.
        pub fin: NaiveDate,
    }
}

impl PeriodeCer {
    /// True when both have a day in common.
    pub fn chevauche(&self, debut: NaiveDate, fin: NaiveDate) -> bool {
        self.debut <= fin && debut <= self.fin
    }
}

/// Sets the rank of each contract from the dates alone. To be called on the
/// whole history after every validation, rupture or cancellation. Afterwards the
/// history is sorted by start, then by entry, each contract before its avenants.
pub fn range(historique: &mut [PeriodeCer]) {
    historique.sort_by_key(|periode| (periode.avenant_de.is_some(), periode.debut, periode.id));
    let contrats = historique.partition_point(|periode| periode.avenant_de.is_none());
    let (contrats, avenants) = historique.split_at_mut(contrats);
    for (rang, contrat) in (1..).zip(contrats.iter_mut()) {
        contrat.rang = rang;
    }
    for avenant in avenants {
        let amende = contrats.iter().find(|contrat| Some(contrat.id) == avenant.avenant_de);
        avenant.rang = amende.map_or(0, |contrat| contrat.rang);
    }
    historique.sort_by_key(|periode| (periode.rang, periode.avenant_de.is_some(), periode.debut, periode.id));
}

/// Rank that a new contract (not an avenant) starting on this day takes.
pub fn rang_pour(historique: &[PeriodeCer], debut: NaiveDate) -> u32 {
    let avant = contrats(historique).iter().filter(|contrat| contrat.debut <= debut).count();
    u32::try_from(avant).unwrap_or(u32::MAX).saturating_add(1)
}

/// One line per contract, in order, with its effective period: that of the
/// avenant entered last, if it has any. Avenants of cancelled contracts fall away.
pub fn contrats(historique: &[PeriodeCer]) -> Vec<PeriodeCer> {
    let mut tous = historique.to_vec();
    range(&mut tous);
    let (mut contrats, mut avenants): (Vec<_>, Vec<_>) =
        tous.into_iter().partition(|periode| periode.avenant_de.is_none());
    avenants.sort_by_key(|avenant| avenant.id);
    for avenant in avenants {
        if let Some(contrat) = contrats.iter_mut().find(|contrat| Some(contrat.id) == avenant.avenant_de) {
            contrat.fin = avenant.fin;
        }
    }
    contrats
}
