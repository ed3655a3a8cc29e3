//! Small shapes of what an agent reads: facts, periods, amounts.

use chrono::NaiveDate;
use reciproque_shared::dossier::{Fait, Periode};
pub use reciproque_shared::montant::euros;

pub fn fait(libelle: impl Into<String>, valeur: impl Into<String>) -> Fait {
    Fait { libelle: libelle.into(), valeur: valeur.into() }
}

/// The facts that are known.
pub fn details<const N: usize>(faits: [(&str, Option<String>); N]) -> Vec<Fait> {
    faits.into_iter().filter_map(|(libelle, valeur)| Some(fait(libelle, valeur?))).collect()
}

pub fn periode(
    libelle: impl Into<String>,
    debut: Option<NaiveDate>,
    fin: Option<NaiveDate>,
    details: Vec<Fait>,
) -> Periode {
    Periode { libelle: libelle.into(), debut, fin, details }
}
