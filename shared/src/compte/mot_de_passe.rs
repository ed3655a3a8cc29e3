//! A password that an agent chooses: what can be said of it without a dictionary. The
//! server alone weighs how easily it is guessed.

use serde::{Deserialize, Serialize};

use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::mots::combien;

/// Fewest characters: enough with limited attempts (CNIL 2022-100), few enough to type.
pub const LONGUEUR_MIN: usize = 12;
/// Most characters: a sentence fits; the work of hashing stays bounded.
pub const LONGUEUR_MAX: usize = 100;

/// What is typed to change one's password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieMotDePasse {
    /// The present password, or the code received when there is none yet.
    pub actuel: String,
    pub nouveau: String,
    pub confirmation: String,
}

/// A new password of acceptable length. Never shown nor logged.
pub struct MotDePasse(String);

impl MotDePasse {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SaisieMotDePasse {
    /// Reads the new password.
    ///
    /// # Errors
    /// All the refusals: what is missing, too short, too long, not typed twice alike.
    pub fn lire(&self) -> Result<MotDePasse, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        if self.actuel.is_empty() {
            releve.refuse("actuel", "absent", "Indiquez votre mot de passe actuel, ou le code reçu.");
        }
        releve.prend("nouveau", longueur(&self.nouveau));
        if self.nouveau != self.confirmation {
            releve.refuse(
                "confirmation",
                "different",
                "Les deux saisies diffèrent. Tapez deux fois le même mot de passe.",
            );
        } else if !self.nouveau.is_empty() && self.nouveau == self.actuel {
            releve.refuse("nouveau", "identique", "Choisissez un autre mot de passe que l’actuel.");
        }
        releve.conclut().map(|()| MotDePasse(self.nouveau.clone()))
    }
}

fn longueur(nouveau: &str) -> Result<(), Motif> {
    match nouveau.chars().count() {
        0 => Err(Motif::new("absent", "Indiquez le nouveau mot de passe.")),
        n if n < LONGUEUR_MIN => Err(Motif::new(
            "trop_court",
            format!(
                "{} : il en faut au moins {LONGUEUR_MIN}. Quelques mots sans lien entre eux suffisent.",
                combien(n, "caractère")
            ),
        )),
        n if n > LONGUEUR_MAX => Err(Motif::new(
            "trop_long",
            format!("{} : {LONGUEUR_MAX} au plus. Raccourcissez-le.", combien(n, "caractère")),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn lire(actuel: &str, nouveau: &str, confirmation: &str) -> Vec<String> {
        let saisie = SaisieMotDePasse {
            actuel: actuel.into(),
            nouveau: nouveau.into(),
            confirmation: confirmation.into(),
        };
        saisie
            .lire()
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|e| format!("{}:{}", e.champ, e.code))
            .collect()
    }

    #[rstest]
    #[case("ancien", "quetsche-vosges", "quetsche-vosges", &[])]
    #[case("", "", "", &["actuel:absent", "nouveau:absent"])]
    #[case("ancien", "onze-lettre", "onze-lettre", &["nouveau:trop_court"])]
    #[case("ancien", "douze-lettre", "autre-chose!", &["confirmation:different"])]
    #[case("douze-lettre", "douze-lettre", "douze-lettre", &["nouveau:identique"])]
    // Characters count, not bytes.
    #[case("ancien", "éèàùéèàùéèàù", "éèàùéèàùéèàù", &[])]
    fn tells_all_that_is_wrong(
        #[case] actuel: &str,
        #[case] nouveau: &str,
        #[case] confirmation: &str,
        #[case] attendus: &[&str],
    ) {
        assert_eq!(lire(actuel, nouveau, confirmation), attendus);
    }

    #[test]
    fn a_hundred_characters_at_most() {
        let (cent, plus) = ("é".repeat(100), "é".repeat(101));
        assert!(lire("ancien", &cent, &cent).is_empty());
        assert_eq!(lire("ancien", &plus, &plus), ["nouveau:trop_long"]);
    }
}
