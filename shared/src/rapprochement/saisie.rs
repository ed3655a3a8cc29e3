//! What an agent does about a question, as typed and as read.

use serde::{Deserialize, Serialize};

use super::GesteRapprochement;
use crate::erreur::{ErreurChamp, Motif};
use crate::garde_commentaire::Note;
use crate::texte::debug_muet;

/// Longest reason, in characters.
pub const LONGUEUR_MOTIF: usize = 500;

/// Something done about a question, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteRapprochement {
    pub geste: GesteRapprochement,
    #[serde(default)]
    pub motif: String,
}

debug_muet!(SaisieGesteRapprochement);

/// A complete gesture. Whether it is allowed is for [`super::transition`] to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesteLu {
    geste: GesteRapprochement,
    motif: Option<Note>,
}

impl GesteLu {
    /// Reads a gesture.
    ///
    /// # Errors
    /// `motif` absent where one is asked for, too long or not factual.
    pub fn lire(saisie: &SaisieGesteRapprochement) -> Result<Self, Vec<ErreurChamp>> {
        let motif = Note::lire(&saisie.motif, LONGUEUR_MOTIF).and_then(|motif| {
            match motif.is_none() && saisie.geste.exige_motif() {
                true => Err(Motif::new(
                    "motif_absent",
                    "Dites en quelques mots ce qui le montre : le motif reste dans l’historique.",
                )),
                false => Ok(motif),
            }
        });
        let motif = motif.map_err(|motif| vec![motif.champ("motif")])?;
        Ok(Self { geste: saisie.geste, motif })
    }

    pub const fn geste(&self) -> GesteRapprochement {
        self.geste
    }
    pub fn motif(&self) -> Option<&str> {
        self.motif.as_ref().map(Note::as_str)
    }
}
