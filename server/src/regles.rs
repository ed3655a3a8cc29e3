//! The dated rules that a département keeps in a file: they prevail over those of the
//! product on their days.

use std::fs;
use std::path::Path;

use anyhow::Context;
use reciproque_shared::regle::{Regle, Regles};

use crate::fichier::inutilisable;

/// The rules of the file over those of the product.
///
/// # Errors
/// When the file can't be read, is not a list of rules, or holds an incoherent one.
pub fn lire(fichier: &Path) -> anyhow::Result<Regles> {
    let nom = fichier.display();
    let remede =
        "Indiquez avec --regles le fichier des règles du Département (voir docs/regles-exemple.json).";
    let texte = fs::read_to_string(fichier).map_err(inutilisable("les règles", fichier, remede))?;
    let locales: Vec<Regle> = serde_json::from_str(&texte).with_context(|| {
        format!("« {nom} » n’est pas une liste de règles (voir docs/regles-exemple.json)")
    })?;
    Regles::new(locales).with_context(|| format!("une règle de « {nom} » ne convient pas"))
}

#[cfg(test)]
mod tests {
    use reciproque_shared::regle::{Cle, Valeur};

    use super::*;

    #[test]
    fn the_example_of_the_guide_prevails_on_its_days() {
        let exemple = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/regles-exemple.json"));
        let regles = lire(exemple).unwrap();
        let valeur =
            |jour: &str| regles.en_vigueur(Cle::HorizonFinCer, jour.parse().unwrap()).unwrap().valeur.clone();
        assert_eq!(valeur("2026-12-31"), Valeur::Jours(60));
        assert_eq!(valeur("2027-01-01"), Valeur::Jours(90));
        let social = regles.en_vigueur(Cle::DelaiContratSocial, "2027-01-01".parse().unwrap()).unwrap();
        assert_eq!(social.valeur, Valeur::Mois(2));
    }

    #[test]
    fn a_file_that_is_no_list_of_rules_says_so() {
        let refus = lire(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))).unwrap_err();
        assert!(refus.to_string().contains("liste de règles"), "{refus}");
    }
}
