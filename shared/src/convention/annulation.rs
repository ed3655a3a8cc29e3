//! Giving up what has not taken effect: a whole convention, or one avenant to come.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::saisie::lire_raison;
use crate::date;
use crate::erreur::{ErreurChamp, Motif};

/// A cancellation as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAnnulation {
    /// Number of the avenant; the whole convention when absent.
    pub avenant: Option<u32>,
    pub motif: String,
}

impl SaisieAnnulation {
    /// The reason, in a few factual words.
    ///
    /// # Errors
    /// `motif` absent, too long or not factual.
    pub fn motif(&self) -> Result<String, Vec<ErreurChamp>> {
        lire_raison(&self.motif, "Indiquez pourquoi").map_err(|motif| vec![motif.champ("motif")])
    }
}

/// Whether what takes effect on that day may still be given up.
///
/// # Errors
/// `annulation_tardive`: what was in force on some day is never undone.
pub(crate) fn pas_encore(effet: NaiveDate, jour: NaiveDate) -> Result<(), Motif> {
    if effet > jour {
        return Ok(());
    }
    let message = format!(
        "Elle a pris effet le {} : ce qui a été en vigueur ne s’annule pas. Saisissez un avenant, ou une dénonciation.",
        date::court(effet)
    );
    Err(Motif::new("annulation_tardive", message))
}
