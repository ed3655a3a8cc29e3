//! A gesture on a contract, as typed: which one, why, and from when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::etat::GesteCer;
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::texte::debug_muet;

/// Longest reason, in characters.
pub const LONGUEUR_MOTIF: usize = 500;
/// A reason shorter than this says nothing, in characters.
const MOTIF_MINIMUM: usize = 10;

/// What the agent types to act on a contract.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGeste {
    pub geste: GesteCer,
    /// Reason, when [`GesteCer::exige_motif`].
    #[serde(default)]
    pub motif: String,
    /// Date as typed, when [`GesteCer::exige_date`].
    #[serde(default)]
    pub date: String,
}

debug_muet!(SaisieGeste);

/// A complete gesture. Whether it is allowed is for [`super::transition`] to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Geste {
    geste: GesteCer,
    motif: Option<Note>,
    date: Option<NaiveDate>,
}

impl Geste {
    /// Reads a gesture on a contract that runs from `periode.0` to `periode.1`.
    ///
    /// # Errors
    /// `motif` absent, too short, too long or not factual; `date` absent, in the
    /// future or out of the period.
    pub fn lire(
        saisie: &SaisieGeste,
        periode: (NaiveDate, NaiveDate),
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let motif = releve.prend("motif", lire_motif(saisie)).flatten();
        let date = if saisie.geste.exige_date() {
            releve.prend("date", lire_date(&saisie.date, periode, aujourdhui))
        } else {
            None
        };
        releve.conclut()?;
        Ok(Self { geste: saisie.geste, motif, date })
    }

    pub const fn geste(&self) -> GesteCer {
        self.geste
    }
    pub const fn motif(&self) -> Option<&Note> {
        self.motif.as_ref()
    }
    /// Day on which the contract ends, for a rupture.
    pub const fn date(&self) -> Option<NaiveDate> {
        self.date
    }
}

fn lire_motif(saisie: &SaisieGeste) -> Result<Option<Note>, Motif> {
    let motif = Note::lire(&saisie.motif, LONGUEUR_MOTIF)?;
    let longueur = motif.as_ref().map_or(0, |note| note.as_str().chars().count());
    if saisie.geste.exige_motif() && longueur < MOTIF_MINIMUM {
        return Err(Motif::new(
            "motif_absent",
            "Indiquez le motif en quelques mots : il reste dans l'historique du contrat.",
        ));
    }
    Ok(motif)
}

fn lire_date(
    texte: &str,
    (debut, fin): (NaiveDate, NaiveDate),
    aujourdhui: NaiveDate,
) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez le dernier jour du contrat."));
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour > aujourdhui {
        return Err(Motif::new(
            "date_future",
            "Une rupture se constate : indiquez un jour passé ou aujourd'hui.",
        ));
    }
    if jour < debut || jour > fin {
        return Err(Motif::new(
            "date_hors_contrat",
            "La rupture a lieu pendant le contrat : choisissez un jour entre son début et sa fin.",
        ));
    }
    Ok(jour)
}
