//! Fields that several decisions have.

use chrono::NaiveDate;

use super::contexte::Contexte;
use crate::date;
use crate::erreur::Motif;

pub(super) fn choisi<T>(valeur: Option<T>, absent: &'static str) -> Result<T, Motif> {
    valeur.ok_or_else(|| Motif::new("choix_absent", absent))
}

pub(super) fn lire_jour(texte: &str, absent: &'static str, contexte: &Contexte) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", absent));
    }
    date::lire(texte, contexte.aujourdhui)
}

pub(super) fn pas_futur(
    jour: NaiveDate,
    contexte: &Contexte,
    futur: &'static str,
) -> Result<NaiveDate, Motif> {
    if jour > contexte.aujourdhui { Err(Motif::new("date_future", futur)) } else { Ok(jour) }
}

pub(super) fn lire_notification(
    texte: &str,
    decidee_le: Option<NaiveDate>,
    contexte: &Contexte,
) -> Result<Option<NaiveDate>, Motif> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let jour = date::lire(texte, contexte.aujourdhui)?;
    pas_futur(
        jour,
        contexte,
        "Indiquez le jour où la personne a reçu la décision, ou laissez vide en attendant.",
    )?;
    match decidee_le.filter(|decision| jour < *decision) {
        Some(_) => Err(Motif::new(
            "notification_anterieure",
            "La personne reçoit la décision une fois prise : vérifiez les deux dates.",
        )),
        None => Ok(Some(jour)),
    }
}

/// Why nobody is designated there, and what to do.
pub const SANS_REFERENT: &str =
    "Une structure sans compte n’a pas de référent désigné : la CTSA suit elle-même le contrat et ses dates.";

pub(super) fn referent_ailleurs() -> Motif {
    Motif::new("referent_ailleurs", "Choisissez un référent de la structure, ou laissez-la le désigner.")
}
