//! What is typed in the one search box.

use serde::{Deserialize, Serialize};

use crate::cle_recherche::cle_de_recherche;
use crate::erreur::{ErreurChamp, Motif};

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

/// What to try when nobody was found, according to how the text was understood.
pub fn que_tenter(compris: &str) -> &'static str {
    if compris.contains(" et ") {
        return "Essayez une seule de ces données à la fois : le nom seul, la date de naissance seule, un numéro seul.";
    }
    match compris {
        "nom" | "nom ou prénom" => {
            "Tapez seulement le début du nom, le nom de naissance, ou la date de naissance (3/4/84)."
        }
        autre if autre.contains("naissance") => "Vérifiez la date, ou cherchez par le nom ou par un numéro.",
        _ => "Vérifiez chaque chiffre, ou cherchez par le nom ou la date de naissance (3/4/84).",
    }
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("nom ou prénom", "début du nom")]
    #[case("nom et date de naissance", "une seule")]
    #[case("mois de naissance", "Vérifiez la date")]
    #[case("numéro de sécurité sociale", "chaque chiffre")]
    #[case("matricule ou numéro de demande", "chaque chiffre")]
    fn what_to_try_follows_what_was_understood(#[case] compris: &str, #[case] conseil: &str) {
        assert!(que_tenter(compris).contains(conseil), "{compris}");
    }
}
