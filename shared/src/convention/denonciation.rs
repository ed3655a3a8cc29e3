//! A notice of termination, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Duree;
use super::saisie::{incomplet, lire_date, lire_raison};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};

/// A notice of termination as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieDenonciation {
    /// Day on which it was received.
    pub date: String,
    pub motif: String,
}

/// A notice of termination whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denonciation {
    pub recue_le: NaiveDate,
    pub motif: String,
    /// Last day in force.
    pub fin: NaiveDate,
}

impl Denonciation {
    /// Reads the notice that ends a convention.
    ///
    /// # Errors
    /// `denoncee_deja`; `date` to come, before the date of effect, or so old that the end
    /// would be past; `motif` absent or not factual.
    pub fn lire(
        saisie: &SaisieDenonciation,
        duree: &Duree,
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let date = lire_date(&saisie.date, aujourdhui).and_then(|jour| terme(jour, duree, aujourdhui));
        let date = releve.prend("date", date);
        let motif = releve.prend("motif", lire_raison(&saisie.motif, "Indiquez qui dénonce et pourquoi"));
        releve.conclut()?;
        let lu = || date.zip(motif).map(|((recue_le, fin), motif)| Self { recue_le, motif, fin });
        lu().ok_or_else(incomplet)
    }
}

/// The notice with the end that it brings.
///
/// # Errors
/// See [`Denonciation::lire`].
pub fn terme(jour: NaiveDate, duree: &Duree, aujourdhui: NaiveDate) -> Result<(NaiveDate, NaiveDate), Motif> {
    if duree.denoncee_le.is_some() {
        return Err(Motif::new("denoncee_deja", "Cette convention est déjà dénoncée."));
    }
    if jour > aujourdhui {
        return Err(Motif::new("denonciation_future", "La dénonciation est datée du jour de sa réception."));
    }
    if jour < duree.date_effet {
        let message = format!(
            "La convention ne prend effet que le {} : annulez-la au lieu de la dénoncer, ou attendez ce jour.",
            date::court(duree.date_effet)
        );
        return Err(Motif::new("denonciation_precoce", message));
    }
    let fin = Duree { denoncee_le: Some(jour), ..*duree }.fin().unwrap_or(jour);
    if fin < aujourdhui {
        let message = format!(
            "Reçue ce jour-là, elle aurait mis fin à la convention le {} : le passé ne se change pas. Vérifiez la date.",
            date::court(fin)
        );
        return Err(Motif::new("denonciation_ancienne", message));
    }
    Ok((jour, fin))
}
