//! Passkeys, as an agent names and counts them; and what an account has beyond its password.

use serde::{Deserialize, Serialize};

use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::texte::{Appellation, texte_ouvert};

/// Most passkeys of one agent: a phone, a computer, a key in a drawer, and their successors.
pub const CLES_MAX: usize = 5;

/// Longest name of a key, in characters.
const NOM_MAX: usize = 40;

/// How an agent calls a key, 1 to 40 characters: « Ordinateur du bureau ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NomCle(String);

texte_ouvert!(NomCle);

impl NomCle {
    /// # Errors
    /// `nom_vide`, `nom_long` (over 40 characters), those of a name that does not show as it is.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nom = Appellation::lire(texte)?.as_str();
        match nom.chars().count() {
            0 => Err(Motif::new("nom_vide", "Donnez un nom à la clé : « Ordinateur du bureau ».")),
            n if n > NOM_MAX => {
                Err(Motif::new("nom_long", format!("Le nom dépasse {NOM_MAX} caractères : abrégez-le.")))
            }
            _ => Ok(Self(nom.to_owned())),
        }
    }
}

/// What is asked before a key is made: how it is called, and the password again.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieCle {
    pub nom: String,
    pub mot_de_passe: String,
}

impl SaisieCle {
    /// The name of the key, when it is none of those that the agent has (`noms`).
    ///
    /// # Errors
    /// All the refusals: no name, a name taken, one key too many, no password.
    pub fn lire<'a>(&self, noms: impl IntoIterator<Item = &'a str>) -> Result<NomCle, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let noms: Vec<_> = noms.into_iter().collect();
        let nom = releve.prend("nom", NomCle::lire(&self.nom));
        if noms.len() >= CLES_MAX {
            let dit = format!(
                "{CLES_MAX} clés d’accès au plus. Retirez celle qui ne sert plus avant d’en ajouter une."
            );
            releve.refuse("nom", "trop_de_cles", dit);
        } else if nom.as_ref().is_some_and(|nom| noms.contains(&nom.as_str())) {
            releve.refuse(
                "nom",
                "nom_pris",
                "Vous avez déjà une clé de ce nom. Donnez-en un autre à celle-ci.",
            );
        }
        if self.mot_de_passe.is_empty() {
            releve.refuse("mot_de_passe", "absent", "Indiquez votre mot de passe.");
        }
        match nom {
            Some(nom) => releve.conclut().map(|()| nom),
            None => Err(releve.conclut().err().unwrap_or_default()),
        }
    }
}

/// What an account has beyond its password. An application is a second factor; a passkey is
/// two factors by itself, hence counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facteurs {
    pub application: bool,
    pub cles: usize,
}

impl Facteurs {
    /// Whether the application may be given up: nothing asks for a second factor, or a key is left.
    pub const fn sans_application(self, exige: bool) -> bool {
        !exige || self.cles > 0
    }

    /// Whether one key may be given up: nothing asks for a second factor, or another is left.
    pub const fn sans_une_cle(self, exige: bool) -> bool {
        !exige || self.application || self.cles > 1
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn lire(nom: &str, mot_de_passe: &str, noms: &[&str]) -> Result<String, Vec<String>> {
        let saisie = SaisieCle { nom: nom.into(), mot_de_passe: mot_de_passe.into() };
        let lu = saisie.lire(noms.iter().copied());
        lu.map(|nom| nom.to_string())
            .map_err(|e| e.iter().map(|e| format!("{}:{}", e.champ, e.code)).collect())
    }

    #[rstest]
    #[case("", "", &["nom:nom_vide", "mot_de_passe:absent"])]
    #[case("a\u{7}b", "x", &["nom:caracteres_invisibles"])]
    #[case("Bureau ", "x", &["nom:nom_pris"])]
    fn tells_all_that_is_wrong(#[case] nom: &str, #[case] mot_de_passe: &str, #[case] attendus: &[&str]) {
        assert_eq!(lire(nom, mot_de_passe, &["Bureau"]).unwrap_err(), attendus);
    }

    #[test]
    fn five_keys_and_forty_characters_at_most() {
        let quarante = "é".repeat(40);
        assert_eq!(lire(&format!(" {quarante} "), "x", &["a", "b", "c", "d"]), Ok(quarante));
        assert_eq!(lire(&"é".repeat(41), "x", &[]).unwrap_err(), ["nom:nom_long"]);
        assert_eq!(lire("f", "x", &["a", "b", "c", "d", "e"]).unwrap_err(), ["nom:trop_de_cles"]);
    }

    #[rstest]
    #[case::application_alone(true, 0, [false, true])]
    #[case::one_key_alone(false, 1, [true, false])]
    #[case::two_keys(false, 2, [true, true])]
    #[case::both(true, 1, [true, true])]
    fn where_a_second_factor_is_asked_for_the_last_one_stays(
        #[case] application: bool,
        #[case] cles: usize,
        #[case] attendus: [bool; 2],
    ) {
        let facteurs = Facteurs { application, cles };
        assert_eq!([facteurs.sans_application(true), facteurs.sans_une_cle(true)], attendus);
        assert!(facteurs.sans_application(false) && facteurs.sans_une_cle(false));
    }
}
