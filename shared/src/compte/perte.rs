//! Lost credentials, second factor included: declared by who hands out access, never without
//! saying why.

use serde::{Deserialize, Serialize};

use crate::erreur::ErreurChamp;
use crate::liste::liste_fermee;

liste_fermee! {
    /// Why a second factor is taken away with the password. A closed list: it stands in the
    /// journal, and the agent reads it.
    MotifPerte {
        TelephonePerdu = "telephone_perdu", "Téléphone perdu, changé ou hors d’usage";
        AppareilPerdu = "appareil_perdu", "Appareil ou support de la clé d’accès perdu ou changé";
        AppareilVole = "appareil_vole", "Appareil volé";
        AccesCompromis = "acces_compromis", "Quelqu’un d’autre a pu se servir du compte";
    }
}

/// What is declared lost, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisiePerte {
    /// A code of [`MotifPerte`].
    #[serde(default)]
    pub motif: String,
}

impl SaisiePerte {
    /// # Errors
    /// `motif` absent or unknown.
    pub fn lire(&self) -> Result<MotifPerte, Vec<ErreurChamp>> {
        MotifPerte::du_code(&self.motif).ok_or_else(|| {
            let dit = "Dites pourquoi le second facteur est retiré : le motif est inscrit au journal et montré à l’agent.";
            vec![ErreurChamp::new("motif", "absent", dit)]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_factor_is_taken_away_without_a_reason() {
        for motif in ["", "autre"] {
            let refus = SaisiePerte { motif: motif.into() }.lire().unwrap_err();
            assert_eq!((refus[0].champ.as_str(), refus[0].code.as_str()), ("motif", "absent"));
        }
        for motif in MotifPerte::TOUS {
            assert_eq!(SaisiePerte { motif: motif.code().into() }.lire().unwrap(), *motif);
        }
    }
}
