//! A short name of something that is nobody's private life: a function, a place, a group.

use crate::erreur::Motif;
use crate::garde_commentaire::{depasse, trop_long};
use crate::texte::Appellation;

/// Longest name, in characters.
pub const LONGUEUR_LIBELLE: usize = 80;

/// Never empty, 80 characters at most. Any word may stand in it: a psychologist has a
/// function, a hospital has rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Libelle(String);

impl Libelle {
    /// Blank is no name.
    ///
    /// # Errors
    /// `trop_long`; those of a name that does not show as it is.
    pub fn lire(texte: &str) -> Result<Option<Self>, Motif> {
        let texte = Appellation::lire(texte)?.as_str();
        if depasse(texte, LONGUEUR_LIBELLE) {
            return Err(trop_long(LONGUEUR_LIBELLE));
        }
        Ok((!texte.is_empty()).then(|| Self(texte.to_owned())))
    }

    /// # Errors
    /// `libelle_absent` with `sinon`; `trop_long`.
    pub fn exiger(texte: &str, sinon: &'static str) -> Result<Self, Motif> {
        Self::lire(texte)?.ok_or_else(|| Motif::new("libelle_absent", sinon))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
