//! The code of a département as the flows write it.

use serde::{Deserialize, Serialize};

use crate::erreur::Motif;
use crate::texte::{sans_ponctuation, texte_ouvert};

/// Département on three characters (IDEPARTE, end of NUMDEMRSA): `068`, `02A`, `971`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Departement(String);

texte_ouvert!(Departement);

impl Departement {
    /// The one that the product is made for.
    pub fn haut_rhin() -> Self {
        Self("068".to_owned())
    }

    /// Reads the code as people say it: `68` and `068`, `1`, `2A`, `971`.
    ///
    /// # Errors
    /// `departement_forme` when it is the code of no département nor collectivité.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        let code = format!("{nu:0>3}");
        let existe = match code.strip_prefix('0') {
            Some("2A" | "2B") => true,
            Some(suite) => matches!(nombre(suite), Some(1..=95)),
            None => matches!(nombre(&code), Some(971..=989)),
        };
        if existe && code.len() == 3 {
            return Ok(Self(code));
        }
        Err(Motif::new(
            "departement_forme",
            "Ce code n'est pas celui d'un département : écrivez-le par exemple 68 ou 068, 2A, 971.",
        ))
    }
}

fn nombre(chiffres: &str) -> Option<u32> {
    if chiffres.bytes().all(|octet| octet.is_ascii_digit()) { chiffres.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Departement;

    #[rstest]
    #[case("68", Some("068"))]
    #[case("068", Some("068"))]
    #[case(" 1", Some("001"))]
    #[case("01", Some("001"))]
    #[case("2a", Some("02A"))]
    #[case("02B", Some("02B"))]
    #[case("971", Some("971"))]
    #[case("988", Some("988"))]
    #[case("", None)]
    #[case("0", None)]
    #[case("96", None)]
    #[case("2C", None)]
    #[case("0068", None)]
    #[case("968", None)]
    #[case("Haut-Rhin", None)]
    #[case("é8", None)]
    fn a_departement_is_read_however_its_code_is_written(#[case] texte: &str, #[case] attendu: Option<&str>) {
        assert_eq!(Departement::lire(texte).ok().as_ref().map(Departement::as_str), attendu);
    }
}
