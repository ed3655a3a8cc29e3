//! The codes of a place. Only the commune serves for territory: several communes share
//! a postal code and the reverse.

use serde::{Deserialize, Serialize};

use crate::erreur::Motif;
use crate::texte::{est_chiffres, sans_ponctuation, texte_ouvert};

/// INSEE code of a commune: 5 characters, Corsica beginning with 2A or 2B.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommuneInsee(String);

/// Postal code: 5 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodePostal(String);

texte_ouvert!(CommuneInsee, CodePostal);

impl CommuneInsee {
    /// # Errors
    /// `commune_forme` unless 5 digits, or 2A / 2B and 3 digits. Whether the commune
    /// exists is not checked (merged ones stay in old files).
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        let corse = nu.strip_prefix("2A").or_else(|| nu.strip_prefix("2B"));
        if est_chiffres(&nu, 5) || corse.is_some_and(|suite| est_chiffres(suite, 3)) {
            return Ok(Self(nu));
        }
        Err(Motif::new(
            "commune_forme",
            "Le code INSEE de la commune compte 5 caractères, par exemple 68224.",
        ))
    }

    /// Code of the département: `68`, `2A`, or three digits overseas (`974`).
    pub fn departement(&self) -> &str {
        let longueur = if matches!(&self.0[..2], "97" | "98") { 3 } else { 2 };
        &self.0[..longueur]
    }
}

impl CodePostal {
    /// # Errors
    /// `code_postal_forme` unless 5 digits.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        if est_chiffres(&nu, 5) {
            return Ok(Self(nu));
        }
        Err(Motif::new("code_postal_forme", "Le code postal compte 5 chiffres, par exemple 68100."))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{CodePostal, CommuneInsee};

    #[rstest]
    #[case("68224", Some("68"))]
    #[case(" 2a004 ", Some("2A"))]
    #[case("97411", Some("974"))]
    #[case("2C004", None)]
    #[case("6822", None)]
    #[case("682244", None)]
    #[case("6822é", None)]
    fn a_commune_holds_its_departement(#[case] texte: &str, #[case] departement: Option<&str>) {
        assert_eq!(CommuneInsee::lire(texte).ok().as_ref().map(CommuneInsee::departement), departement);
    }

    #[test]
    fn a_code_postal_is_five_digits() {
        assert_eq!(CodePostal::lire("68 100").expect("valid").as_str(), "68100");
        assert!(CodePostal::lire("2A004").is_err());
        assert!(serde_json::from_str::<CodePostal>("\"6810\"").is_err());
    }
}
