//! A training session, as typed and as read.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use super::Libelle;
use super::pas::lire_jour;
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::texte::debug_muet;

/// Most places of a training session.
const PLACES_MAX: u32 = 30;

/// A training session as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieFormation {
    pub date: String,
    pub heure: String,
    pub lieu: String,
    pub places: String,
}

debug_muet!(SaisieFormation);

/// A training session whose every rule holds.
#[derive(Clone, Debug)]
pub struct Formation {
    pub debut: NaiveDateTime,
    pub lieu: Libelle,
    pub places: u32,
}

impl Formation {
    /// Reads a session, from this minute to a year ahead.
    ///
    /// # Errors
    /// Every refused field, in the order of the form; `heure_passee` for an hour of today
    /// that is past.
    pub fn lire(saisie: &SaisieFormation, maintenant: NaiveDateTime) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let jour = releve.prend("date", lire_jour(&saisie.date, maintenant.date()));
        let heure = date::lire_heure(&saisie.heure)
            .and_then(|heure| a_venir(jour, heure, maintenant).map(|()| heure));
        let heure = releve.prend("heure", heure);
        let lieu = releve.prend("lieu", Libelle::exiger(&saisie.lieu, "Indiquez où se tient la séance."));
        let places = releve.prend("places", lire_places(&saisie.places));
        releve.conclut()?;
        let lu = || Some(Self { debut: jour?.and_time(heure?), lieu: lieu?, places: places? });
        lu().ok_or_else(|| vec![ErreurChamp::new("date", "incomplet", "Complétez la séance.")])
    }
}

/// To the minute: a session may begin now.
fn a_venir(jour: Option<NaiveDate>, heure: NaiveTime, maintenant: NaiveDateTime) -> Result<(), Motif> {
    let minute = |quand: NaiveTime| (quand.hour(), quand.minute());
    if jour == Some(maintenant.date()) && minute(heure) < minute(maintenant.time()) {
        return Err(Motif::new(
            "heure_passee",
            "Cette heure est passée aujourd’hui : indiquez une heure à venir, ou un autre jour.",
        ));
    }
    Ok(())
}

fn lire_places(texte: &str) -> Result<u32, Motif> {
    texte
        .trim()
        .parse()
        .ok()
        .filter(|places| (1..=PLACES_MAX).contains(places))
        .ok_or_else(|| Motif::new("places", format!("Indiquez le nombre de places, de 1 à {PLACES_MAX}.")))
}
