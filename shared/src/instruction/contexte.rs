//! Where a request stands when something is typed about it: what its rules read.

use chrono::NaiveDate;

use super::ObjetInstruction;
use crate::date;
use crate::erreur::Motif;

/// A request on the day on which one acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContexteInstruction {
    pub objet: ObjetInstruction,
    pub recue_le: NaiveDate,
    pub decidee_le: Option<NaiveDate>,
    pub notifiee_le: Option<NaiveDate>,
    pub aujourdhui: NaiveDate,
}

/// A day that has come, no earlier than the one that it follows.
pub(super) fn jour_passe(
    texte: &str,
    absent: &'static str,
    (apres, trop_tot): (Option<NaiveDate>, &'static str),
    aujourdhui: NaiveDate,
) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", absent));
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour > aujourdhui {
        return Err(Motif::new(
            "date_future",
            "Ce jour n’est pas encore venu : indiquez un jour passé ou aujourd’hui.",
        ));
    }
    match apres.filter(|apres| jour < *apres) {
        Some(_) => Err(Motif::new("date_anterieure", trop_tot)),
        None => Ok(jour),
    }
}
