//! What of the draft of a rendez-vous can be kept: one text over its cap never holds the others
//! back. Far above what a rendez-vous accepts: what is a little too long is kept, and refused
//! when one sends it.

use super::SaisieRendezVous;
use super::saisie::CHAMPS;
use crate::erreur::{ErreurChamp, Releve};
use crate::garde_commentaire::{depasse, trop_long};

/// Longest text kept in a draft, in characters.
pub const LONGUEUR_BROUILLON: usize = 5_000;

impl SaisieRendezVous {
    /// The draft to keep over `garde`, and the fields refused, which stay as they were kept.
    #[must_use]
    pub fn retenir(mut self, garde: &Self) -> (Self, Vec<ErreurChamp>) {
        let Err(refus) = self.plafonne() else { return (self, Vec::new()) };
        for refus in &refus {
            self.reprend(&refus.champ, garde);
        }
        // What was kept may be older than the caps.
        if let Err(reste) = self.plafonne() {
            reste.iter().for_each(|refus| self.reprend(&refus.champ, &Self::default()));
        }
        (self, refus)
    }

    fn plafonne(&self) -> Result<(), Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        for champ in CHAMPS {
            let trop = depasse((champ.texte)(self), LONGUEUR_BROUILLON);
            releve.prend(champ.nom, if trop { Err(trop_long(LONGUEUR_BROUILLON)) } else { Ok(()) });
        }
        releve.conclut()
    }
}
