//! Names, kept as the caisse or the agent wrote them.

use serde::Deserialize;

use crate::erreur::Motif;
use crate::texte::{Appellation, texte_personnel};

/// Family name (usage or birth), 1 to 28 characters as in the flow (NOM, NOMNAI).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Nom(String);

/// First name, 1 to 32 characters as in the flow (PRENOM).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Prenom(String);

texte_personnel!(Nom, Prenom);

impl Nom {
    /// # Errors
    /// `nom_vide`, `nom_long` (over 28 characters), those of a name that does not show as it is.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nom = Appellation::lire(texte)?.as_str();
        if nom.is_empty() {
            return Err(Motif::new("nom_vide", "Le nom manque : saisissez-le."));
        }
        if nom.chars().count() > 28 {
            return Err(Motif::new("nom_long", "Le nom dépasse 28 caractères : abrégez-le."));
        }
        Ok(Self(nom.to_owned()))
    }
}

impl Prenom {
    /// # Errors
    /// `prenom_vide`, `prenom_long` (over 32 characters), those of a name that does not show as it is.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let prenom = Appellation::lire(texte)?.as_str();
        if prenom.is_empty() {
            return Err(Motif::new("prenom_vide", "Le prénom manque : saisissez-le."));
        }
        if prenom.chars().count() > 32 {
            return Err(Motif::new("prenom_long", "Le prénom dépasse 32 caractères : abrégez-le."));
        }
        Ok(Self(prenom.to_owned()))
    }
}

/// A first name as people read it: `STÉPHANIE` is `Stéphanie`, `JEAN-PIERRE` is `Jean-Pierre`.
/// The flow writes all in capitals; what holds a small letter already is kept as it is.
pub fn prenom_lisible(prenom: &str) -> String {
    if prenom.chars().any(char::is_lowercase) {
        return prenom.to_owned();
    }
    let mut debut = true;
    let mut lisible = String::with_capacity(prenom.len());
    for lettre in prenom.chars() {
        if debut {
            lisible.push(lettre);
        } else {
            lisible.extend(lettre.to_lowercase());
        }
        debut = !lettre.is_alphabetic();
    }
    lisible
}

impl std::fmt::Display for Nom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Prenom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Nom, Prenom, prenom_lisible};

    #[rstest]
    #[case("", Err("nom_vide"))]
    #[case(" \u{a0} ", Err("nom_vide"))]
    #[case("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ", Err("nom_long"))]
    #[case("ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ", Ok("ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ"))]
    #[case("MUL\u{0}LER", Err("caracteres_invisibles"))]
    #[case("  DE L'ORME ", Ok("DE L'ORME"))]
    fn a_name_is_trimmed_capped_and_visible(#[case] texte: &str, #[case] attendu: Result<&str, &str>) {
        assert_eq!(Nom::lire(texte).as_ref().map(Nom::as_str).map_err(|motif| motif.code), attendu);
    }

    #[test]
    fn a_first_name_of_32_characters_and_not_33() {
        assert!(Prenom::lire(&"é".repeat(32)).is_ok());
        assert_eq!(Prenom::lire(&"é".repeat(33)).expect_err("too long").code, "prenom_long");
        assert_eq!(Prenom::lire("\t").expect_err("blank").code, "prenom_vide");
        assert_eq!(Prenom::lire("A\nB").expect_err("control").code, "caracteres_invisibles");
    }

    #[rstest]
    #[case("STÉPHANIE", "Stéphanie")]
    #[case("JEAN-PIERRE", "Jean-Pierre")]
    #[case("N'GOLO", "N'Golo")]
    #[case("LE VAN", "Le Van")]
    #[case("McArthur", "McArthur")]
    #[case("", "")]
    fn a_first_name_in_capitals_is_made_readable(#[case] recu: &str, #[case] attendu: &str) {
        assert_eq!(prenom_lisible(recu), attendu);
    }

    #[test]
    fn the_debug_form_says_nothing() {
        assert_eq!(format!("{:?}", Nom::lire("MULLER").expect("valid")), "Nom(•••)");
    }
}
