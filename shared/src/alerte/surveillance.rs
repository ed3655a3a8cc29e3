//! An agent put under watch by the officer, without an alert: from what the traces show, or a
//! complaint. Source: RSACG (abuse of access leads to watch or suspension).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::geste::{lire_jusqu_au, lire_note};
use crate::erreur::{ErreurChamp, Releve};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::texte::debug_muet;

liste_fermee! {
    GesteSurveillance {
        Poser = "poser", "Placer l’agent sous surveillance";
        Lever = "lever", "Lever la surveillance";
    }
}

impl GesteSurveillance {
    /// The one that makes sense now.
    pub const fn possible(sous_surveillance: bool) -> Self {
        if sous_surveillance { Self::Lever } else { Self::Poser }
    }
}

/// A gesture as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieSurveillance {
    pub geste: GesteSurveillance,
    /// Why: always asked for, kept.
    #[serde(default)]
    pub note: String,
    /// Last day, as typed; until it is lifted when empty.
    #[serde(default)]
    pub jusqu_au: String,
}

debug_muet!(SaisieSurveillance);

/// A complete gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionSurveillance {
    geste: GesteSurveillance,
    note: Note,
    jusqu_au: Option<NaiveDate>,
}

impl DecisionSurveillance {
    /// # Errors
    /// `note` absent, too short, too long or not factual; `jusqu_au` past, or more than twelve
    /// months ahead.
    pub fn lire(saisie: &SaisieSurveillance, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let bornee = saisie.geste == GesteSurveillance::Poser && !saisie.jusqu_au.trim().is_empty();
        let jusqu_au =
            bornee.then(|| releve.prend("jusqu_au", lire_jusqu_au(&saisie.jusqu_au, aujourdhui))).flatten();
        let note = releve.prend("note", lire_note(&saisie.note));
        releve.conclut()?;
        match note {
            Some(note) => Ok(Self { geste: saisie.geste, note, jusqu_au }),
            // Unreachable: an absent note was noted above.
            None => Err(Vec::new()),
        }
    }

    pub const fn geste(&self) -> GesteSurveillance {
        self.geste
    }
    pub fn note(&self) -> &str {
        self.note.as_str()
    }
    /// Last day; none until it is lifted.
    pub const fn jusqu_au(&self) -> Option<NaiveDate> {
        self.jusqu_au
    }
}
