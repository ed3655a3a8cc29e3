//! What identifies a dossier: number of the request, caisse, matricule; and the two
//! codes of a place.

mod departement;
mod lieu;
mod matricule;

pub use departement::Departement;
pub use lieu::{CodePostal, CommuneInsee};
pub use matricule::{Matricule, MatriculeCaf};

use serde::{Deserialize, Serialize};

use crate::erreur::Motif;
use crate::liste::liste_fermee;
use crate::texte::{sans_ponctuation, texte_ouvert, texte_personnel};

/// Number of the rSa request (NUMDEMRSA): 11 letters or digits, the key of a dossier.
/// It leads to one foyer, so it counts as personal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct NumeroDemande(String);

/// Number of the caisse within its family (NUMORG), 3 characters: 681 is the CAF of
/// Mulhouse.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Numorg(String);

texte_personnel!(NumeroDemande);
texte_ouvert!(Numorg);

impl NumeroDemande {
    /// # Errors
    /// `numero_demande_forme` unless 11 letters or digits. The département of the
    /// suffix is not checked: see [`NumeroDemande::departement`].
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        if nu.len() == 11 && nu.bytes().all(|octet| octet.is_ascii_alphanumeric()) {
            return Ok(Self(nu));
        }
        Err(Motif::new(
            "numero_demande_forme",
            "Le numéro de demande rSa compte 11 chiffres ou lettres : comptez-les.",
        ))
    }

    /// The last three characters, probably the département: `068` in the Haut-Rhin.
    /// Another one deserves a warning, never a refusal.
    pub fn departement(&self) -> &str {
        &self.0[8..]
    }
}

impl std::fmt::Display for NumeroDemande {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Numorg {
    /// # Errors
    /// `numorg_forme` unless 3 letters or digits. Numbers outside the known list are
    /// accepted.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        if nu.len() == 3 && nu.bytes().all(|octet| octet.is_ascii_alphanumeric()) {
            return Ok(Self(nu));
        }
        Err(Motif::new("numorg_forme", "Le numéro de la caisse compte 3 caractères, par exemple 681."))
    }
}

liste_fermee! {
    /// Family of the caisse that pays the right (FONORG).
    Fonorg {
        Caf = "CAF", "Caisse d'allocations familiales";
        Msa = "MSA", "Mutualité sociale agricole";
    }
}

impl std::fmt::Display for Fonorg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Fonorg, NumeroDemande, Numorg};

    #[rstest]
    #[case(" 01024041068 ", Some("068"))]
    #[case("01024041052", Some("052"))]
    #[case("0102404106", None)]
    #[case("010240410681", None)]
    #[case("0102404106é", None)]
    #[case("é1024041068", None)]
    fn a_numero_de_demande_holds_its_departement(#[case] texte: &str, #[case] departement: Option<&str>) {
        assert_eq!(NumeroDemande::lire(texte).ok().as_ref().map(NumeroDemande::departement), departement);
    }

    #[test]
    fn a_caisse_is_read_from_its_codes() {
        assert_eq!(Numorg::lire(" 681").expect("valid").as_str(), "681");
        assert!(Numorg::lire("68").is_err());
        assert_eq!(Fonorg::du_code("MSA"), Some(Fonorg::Msa));
        assert_eq!(Fonorg::du_code("OPF"), None);
    }
}
