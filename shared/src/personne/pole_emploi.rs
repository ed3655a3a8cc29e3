//! The number of a person at Pôle emploi (now France Travail).

use serde::Deserialize;

use crate::erreur::Motif;
use crate::texte::{est_chiffres, sans_ponctuation, texte_personnel};

/// Old form: 7 digits and a letter or digit (IDASSEDIC in the flow). New form: 11
/// digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct IdentifiantPoleEmploi(String);

texte_personnel!(IdentifiantPoleEmploi);

impl IdentifiantPoleEmploi {
    /// # Errors
    /// `pole_emploi_forme` when the text has neither form.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        let ancien = nu.is_ascii()
            && nu.len() == 8
            && est_chiffres(&nu[..7], 7)
            && nu.as_bytes()[7].is_ascii_alphanumeric();
        if ancien || est_chiffres(&nu, 11) {
            return Ok(Self(nu));
        }
        Err(Motif::new(
            "pole_emploi_forme",
            "L'identifiant Pôle emploi compte 7 chiffres et une lettre ou un chiffre, ou bien 11 chiffres.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::IdentifiantPoleEmploi;

    #[rstest]
    #[case("1253359x", Some("1253359X"))]
    #[case("125 3359 8", Some("12533598"))]
    #[case("12345678901", Some("12345678901"))]
    #[case("125335XX", None)]
    #[case("125335é", None)]
    #[case("1253359", None)]
    #[case("1253359*", None)]
    #[case("1234567890A", None)]
    fn both_forms_are_read_and_no_other(#[case] texte: &str, #[case] attendu: Option<&str>) {
        let lu = IdentifiantPoleEmploi::lire(texte).ok();
        assert_eq!(lu.as_ref().map(IdentifiantPoleEmploi::as_str), attendu);
    }
}
