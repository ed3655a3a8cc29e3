//! What is typed in the one search box.

use serde::{Deserialize, Serialize};

use crate::erreur::{ErreurChamp, Motif};
use crate::personne::cle_de_recherche;

/// What an agent types in the one search box.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieRecherche {
    pub texte: String,
}

/// Nobody has more names, nor longer ones; civility, numbers and dates go with them.
const MOTS_MAX: usize = 20;
const LONGUEUR_MAX: usize = 200;

/// What is told of a search that no name is as long as.
pub fn recherche_trop_longue() -> Motif {
    let message = "Votre recherche est trop longue. Tapez huit mots au plus : un nom, un prénom, une date de naissance.";
    Motif::new("recherche_trop_longue", message)
}

impl SaisieRecherche {
    /// The text, unless it is longer than any name.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub fn lire(&self) -> Result<&str, Vec<ErreurChamp>> {
        let longue = self.texte.chars().count() > LONGUEUR_MAX
            || cle_de_recherche(&self.texte).split(' ').count() > MOTS_MAX;
        if longue {
            return Err(vec![recherche_trop_longue().champ("texte")]);
        }
        Ok(&self.texte)
    }
}
