//! The number of the allocataire in its caisse.

use serde::Deserialize;

use super::Fonorg;
use crate::erreur::Motif;
use crate::nominatif::{Nominatif, Sceau};
use crate::personne::Nir;
use crate::texte::{est_chiffres, sans_ponctuation, schema_texte, texte_personnel};

/// Matricule: 7 digits at the CAF; at the MSA it is the NIR and is masked alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Matricule {
    Caf(MatriculeCaf),
    Msa(Nir),
}

/// Matricule of the CAF: 7 digits, leading zeros count.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct MatriculeCaf(String);

texte_personnel!(MatriculeCaf);
schema_texte!(Matricule);

impl Matricule {
    /// Reads the field of the flow (15 digits). Zeros, or nothing, mean none.
    ///
    /// # Errors
    /// `matricule_forme` for a CAF, those of [`Nir::lire`] for the MSA.
    pub fn du_flux(fonorg: Fonorg, brut: &str) -> Result<Option<Self>, Motif> {
        let nu = sans_ponctuation(brut);
        if nu.bytes().all(|octet| octet == b'0') {
            return Ok(None);
        }
        match fonorg {
            Fonorg::Caf => MatriculeCaf::lire(&nu).map(|caf| Some(Self::Caf(caf))),
            Fonorg::Msa => nir_du_champ(&nu).map(|nir| Some(Self::Msa(nir))),
        }
    }

    pub fn fonorg(&self) -> Fonorg {
        match self {
            Self::Caf(_) => Fonorg::Caf,
            Self::Msa(_) => Fonorg::Msa,
        }
    }

    /// The stored text: 7 digits (CAF) or 13 characters (MSA).
    pub fn as_str(&self) -> &str {
        match self {
            Self::Caf(caf) => caf.as_str(),
            Self::Msa(nir) => nir.as_str(),
        }
    }

    /// As every page shows it: in full for a CAF, masked for the MSA.
    pub fn affiche(&self) -> String {
        match self {
            Self::Caf(caf) => caf.as_str().to_owned(),
            Self::Msa(nir) => nir.masque(),
        }
    }
}

/// A NIR of 13 characters may be padded with zeros on either side to fill 15. No NIR
/// begins with 0 and no key is 00, so nothing is ambiguous.
fn nir_du_champ(nu: &str) -> Result<Nir, Motif> {
    let sans_avant = nu.trim_start_matches('0');
    let sans_apres = sans_avant.strip_suffix("00").filter(|reste| reste.len() == 13);
    Nir::lire(sans_apres.unwrap_or(sans_avant))
}

impl MatriculeCaf {
    /// Reads what is typed or received: blanks ignored; the zeros that fill the field
    /// after the 7 digits, or before them, dropped; the letter sometimes printed after
    /// the number dropped too.
    ///
    /// # Errors
    /// `matricule_forme` when 7 digits don't come out, or when they are all zeros.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        let chiffres = match nu.strip_suffix(|c: char| c.is_ascii_uppercase()) {
            Some(sans_lettre) if sans_lettre.len() == 7 => sans_lettre,
            _ => &nu,
        };
        sept_premiers(chiffres)
            .or_else(|| sept_premiers(chiffres.trim_start_matches('0')))
            .filter(|lu| lu.bytes().any(|octet| octet != b'0'))
            .map(|lu| Self(lu.to_owned()))
            .ok_or_else(|| {
                let message = "Le matricule CAF compte 7 chiffres, zéros du début compris : relisez-le.";
                Motif::new("matricule_forme", message)
            })
    }
}

/// The first 7 digits, when only zeros follow them.
fn sept_premiers(texte: &str) -> Option<&str> {
    let (sept, suite) = texte.split_at_checked(7)?;
    (est_chiffres(sept, 7) && suite.bytes().all(|octet| octet == b'0')).then_some(sept)
}

impl Nominatif for Matricule {
    fn divulguer<S: serde::Serializer>(&self, _: Sceau, serialiseur: S) -> Result<S::Ok, S::Error> {
        serialiseur.serialize_str(self.as_str())
    }
}

impl std::fmt::Debug for Matricule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matricule({} •••)", self.fonorg())
    }
}

/// 7 digits are a CAF's, 13 or 15 characters the MSA's.
impl TryFrom<String> for Matricule {
    type Error = Motif;

    fn try_from(texte: String) -> Result<Self, Motif> {
        match MatriculeCaf::lire(&texte) {
            Ok(caf) if sans_ponctuation(&texte).len() < 13 => Ok(Self::Caf(caf)),
            _ => Nir::lire(&texte).map(Self::Msa),
        }
    }
}

impl From<Matricule> for String {
    fn from(matricule: Matricule) -> String {
        matricule.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{Matricule, MatriculeCaf};
    use crate::identifiant::Fonorg;

    #[rstest]
    #[case("123456700000000", Some("1234567"))]
    #[case("012345600000000", Some("0123456"))]
    #[case("00012345670000", Some("1234567"))]
    #[case("000000000000000", None)]
    #[case("", None)]
    #[case("205599000000000", Some("2055990"))]
    fn the_field_of_a_caf_holds_seven_digits(#[case] brut: &str, #[case] attendu: Option<&str>) {
        let lu = Matricule::du_flux(Fonorg::Caf, brut).expect("readable");
        assert_eq!(lu.as_ref().map(Matricule::as_str), attendu);
    }

    #[rstest]
    #[case("1234567", Some("1234567"))]
    #[case("1234567 k", Some("1234567"))]
    #[case("123 4567", Some("1234567"))]
    #[case("123456", None)]
    #[case("123456K", None)]
    #[case("123456789012345", None)]
    #[case("0000000", None)]
    #[case("12345é7", None)]
    #[case("123456é", None)]
    fn a_matricule_of_the_caf_is_read_as_typed(#[case] texte: &str, #[case] attendu: Option<&str>) {
        assert_eq!(MatriculeCaf::lire(texte).ok().as_ref().map(MatriculeCaf::as_str), attendu);
    }

    #[rstest]
    #[case("184036899901251")]
    #[case("1840368999012")]
    #[case("184036899901200")]
    #[case("001840368999012")]
    fn the_field_of_the_msa_holds_a_nir_and_is_shown_masked(#[case] brut: &str) {
        let matricule = Matricule::du_flux(Fonorg::Msa, brut).expect("readable").expect("present");
        assert_eq!(matricule.as_str(), "1840368999012");
        assert_eq!(matricule.affiche(), "1 84 03 68 ••• ••• ••");
        assert_eq!(format!("{matricule:?}"), "Matricule(MSA •••)");
    }

    #[test]
    fn the_field_of_the_msa_is_refused_or_empty() {
        let lu = |brut| Matricule::du_flux(Fonorg::Msa, brut);
        assert_eq!(lu("184036899901252").expect_err("wrong key").code, "nir_cle");
        assert_eq!(lu("123456700000000").expect_err("no NIR").code, "nir_mois");
        assert_eq!(lu("000000000000000"), Ok(None));
    }

    proptest! {
        #[test]
        fn seven_digits_are_read_back_from_their_field(sept in "[0-9]{6}[1-9]") {
            let attendu = MatriculeCaf::lire(&sept).expect("valid");
            prop_assert_eq!(attendu.as_str(), &sept);
            let champ = format!("{sept}00000000");
            let lu = Matricule::du_flux(Fonorg::Caf, &champ).expect("readable");
            prop_assert_eq!(lu, Some(Matricule::Caf(attendu.clone())));
            let relu = Matricule::try_from(sept).expect("stored text");
            prop_assert_eq!(relu, Matricule::Caf(attendu));
        }

        #[test]
        fn any_text_is_read_without_panic(texte in any::<String>(), champ in "[0-9A ]{0,17}") {
            let _ = (MatriculeCaf::lire(&texte), Matricule::try_from(champ.clone()));
            let _ = (Matricule::du_flux(Fonorg::Msa, &champ), Matricule::du_flux(Fonorg::Msa, &texte));
        }
    }
}
