//! Ways to reach a person.

use serde::Deserialize;

use crate::erreur::Motif;
use crate::texte::{est_chiffres, sans_ponctuation, texte_personnel};

/// E-mail address, lower-cased, at most 254 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Email(String);

/// Telephone number of a person, as E.164: `+33612345678`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Telephone(String);

texte_personnel!(Email, Telephone);

impl Email {
    /// Checks the shape only: whether the address exists is learnt by writing to it.
    ///
    /// # Errors
    /// `email_forme` unless `name@domain.tld` in plain letters.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let adresse = texte.trim().to_ascii_lowercase();
        let bien_formee = adresse.len() <= 254
            && adresse
                .split_once('@')
                .is_some_and(|(nom, domaine)| nom_lisible(nom) && domaine_lisible(domaine));
        if bien_formee {
            return Ok(Self(adresse));
        }
        Err(Motif::new(
            "email_forme",
            "L'adresse électronique se lit nom@domaine.fr, sans espace ni accent : relisez-la.",
        ))
    }
}

fn nom_lisible(nom: &str) -> bool {
    !nom.is_empty()
        && nom.len() <= 64
        && nom.split('.').all(|partie| {
            let permis = |octet: u8| octet.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&octet);
            !partie.is_empty() && partie.bytes().all(permis)
        })
}

fn domaine_lisible(domaine: &str) -> bool {
    let etiquette = |partie: &str| {
        !partie.is_empty()
            && partie.len() <= 63
            && partie.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
            && !partie.starts_with('-')
            && !partie.ends_with('-')
    };
    let fin_lisible = |fin: &str| fin.len() >= 2 && !fin.bytes().all(|octet| octet.is_ascii_digit());
    domaine.split('.').all(etiquette) && domaine.rsplit_once('.').is_some_and(|(_, fin)| fin_lisible(fin))
}

impl Telephone {
    /// Reads `06 12 34 56 78`, `+33 6…`, `+33 (0)6…`, `0033 6…` and the overseas
    /// prefixes +590, +594, +596, +262. An overseas number typed in its ten-digit form
    /// gets its own prefix.
    ///
    /// # Errors
    /// `telephone_forme`; short numbers are refused (they belong to structures).
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu: String = sans_ponctuation(&texte.replace("(0)", ""));
        let international = nu.strip_prefix('+').or_else(|| nu.strip_prefix("00"));
        let lu = match international {
            Some(suite) => abonne_international(suite),
            None => nu.strip_prefix('0').map(|abonne| (indicatif(abonne), abonne)),
        };
        lu.filter(|(_, abonne)| est_chiffres(abonne, 9) && !abonne.starts_with('0'))
            .map(|(indicatif, abonne)| Self(format!("+{indicatif}{abonne}")))
            .ok_or_else(|| {
                Motif::new(
                    "telephone_forme",
                    "Le numéro de téléphone compte 10 chiffres et commence par 0, ou par +33 : relisez-le.",
                )
            })
    }

    /// In France's ten digits, by pairs: `06 12 34 56 78`.
    pub fn par_paires(&self) -> String {
        let abonne = &self.0[self.0.len() - 9..];
        let paires: Vec<&str> = [1, 3, 5, 7].iter().map(|&debut| &abonne[debut..debut + 2]).collect();
        format!("0{} {}", &abonne[..1], paires.join(" "))
    }
}

/// Country prefix of a nine-digit subscriber number, by its first digits.
fn indicatif(abonne: &str) -> &'static str {
    match abonne.get(..3) {
        Some("590" | "690" | "691") => "590",
        Some("594" | "694") => "594",
        Some("596" | "696" | "697") => "596",
        Some("262" | "263" | "269" | "639" | "692" | "693") => "262",
        _ => "33",
    }
}

/// Splits what follows `+`. An overseas prefix must fit the number, else its ten-digit
/// form would lead elsewhere.
fn abonne_international(suite: &str) -> Option<(&'static str, &str)> {
    if let Some(abonne) = suite.strip_prefix("33") {
        return Some((indicatif(abonne), abonne));
    }
    let abonne = suite.get(3..)?;
    (indicatif(abonne) == &suite[..3]).then(|| (indicatif(abonne), abonne))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{Email, Telephone};

    #[rstest]
    #[case(" Zoe.Muller@Exemple.FR ", Some("zoe.muller@exemple.fr"))]
    #[case("a+b@sous.domaine-long.example", Some("a+b@sous.domaine-long.example"))]
    #[case("sans-arobase.fr", None)]
    #[case("deux@a@b.fr", None)]
    #[case("zoe@exemple", None)]
    #[case("zoe@exemple..fr", None)]
    #[case("zoe@-exemple.fr", None)]
    #[case(".zoe@exemple.fr", None)]
    #[case("zo é@exemple.fr", None)]
    #[case("zoe@1.2.3.4", None)]
    #[case("zoe@exemple.fr\r\nBcc: x@y.fr", None)]
    fn an_email_is_read_or_refused(#[case] texte: &str, #[case] attendu: Option<&str>) {
        assert_eq!(Email::lire(texte).ok().as_ref().map(Email::as_str), attendu);
    }

    #[rstest]
    #[case("0612345678", "+33612345678", "06 12 34 56 78")]
    #[case("06.12.34.56.78", "+33612345678", "06 12 34 56 78")]
    #[case("06-12-34-56-78", "+33612345678", "06 12 34 56 78")]
    #[case("+33 6 12 34 56 78", "+33612345678", "06 12 34 56 78")]
    #[case("+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78")]
    #[case("0033389123456", "+33389123456", "03 89 12 34 56")]
    #[case("0590 12 34 56", "+590590123456", "05 90 12 34 56")]
    #[case("+590 690 12 34 56", "+590690123456", "06 90 12 34 56")]
    #[case("00594694123456", "+594694123456", "06 94 12 34 56")]
    #[case("+596696123456", "+596696123456", "06 96 12 34 56")]
    #[case("+33692123456", "+262692123456", "06 92 12 34 56")]
    fn a_phone_number_is_read(#[case] texte: &str, #[case] e164: &str, #[case] affiche: &str) {
        let telephone = Telephone::lire(texte).expect("valid");
        assert_eq!(telephone.as_str(), e164);
        assert_eq!(telephone.par_paires(), affiche);
    }

    #[rstest]
    #[case("3949")]
    #[case("061234567")]
    #[case("06123456789")]
    #[case("0012345678")]
    #[case("+4961234567890")]
    #[case("+262612345678")]
    #[case("06 12 34 56 7é")]
    #[case("+33")]
    #[case("+é3612345678")]
    #[case("")]
    fn what_is_no_phone_number_is_refused(#[case] texte: &str) {
        assert_eq!(Telephone::lire(texte).expect_err("refused").code, "telephone_forme");
    }

    proptest! {
        #[test]
        fn a_phone_number_is_read_back_from_each_of_its_forms(abonne in "[1-9][0-9]{8}") {
            let telephone = Telephone::lire(&format!("0{abonne}")).expect("valid");
            prop_assert_eq!(&Telephone::lire(telephone.as_str()).expect("E.164"), &telephone);
            prop_assert_eq!(&Telephone::lire(&telephone.par_paires()).expect("pairs"), &telephone);
            prop_assert_eq!(&Telephone::lire(&format!("+33{abonne}")).expect("+33"), &telephone);
            prop_assert!(telephone.as_str().ends_with(&abonne));
        }

        #[test]
        fn any_text_is_read_without_panic(texte in any::<String>(), suite in "[+0]{0,2}[0-9é]{0,14}") {
            let _ = (Telephone::lire(&texte), Telephone::lire(&suite), Email::lire(&texte));
        }
    }
}
