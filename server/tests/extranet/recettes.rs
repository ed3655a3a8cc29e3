//! What a change touches, as `docs/ARCHITECTURE.md` says it: a profil is named where its rights and
//! traits are and asked for a trait elsewhere, a call where it is declared, routed and handled, a
//! field of the rendez-vous where it is declared, kept and shown.

use std::path::Path;

use reciproque_shared::api;
use reciproque_shared::habilitation::{Acte, Profil};

use crate::structure::sources_de;

const ARCHITECTURE: &str = include_str!("../../../docs/ARCHITECTURE.md");

/// The sources that name a profil, and why. The list only shrinks.
const NOMMENT_UN_PROFIL: [(&str, &str); 8] = [
    ("server/src/demo/agent.rs", "people are invented with theirs"),
    ("server/src/demo/convention.rs", "an invented convention opens places"),
    ("server/src/demo/curiosite.rs", "scenes are played by invented people"),
    ("server/src/demo/droit.rs", "the invented officer answers"),
    ("server/src/demo/habilitation.rs", "invented people ask to become référents"),
    ("server/src/demo/organisation.rs", "an invented convention opens places"),
    ("server/src/demo/revue.rs", "the invented user referent decides"),
    ("server/src/demo/traces.rs", "invented référents leave traces"),
];

/// The sources that name a field of the rendez-vous beside those of the recipe, and why.
const SE_SERVENT_DE_LA_DUREE: [(&str, &str); 4] = [
    ("server/src/demo/rendez_vous.rs", "rendez-vous are invented"),
    ("server/src/depot/migration/rendez_vous.rs", "the baseline"),
    ("server/src/rendez_vous/chevauchement.rs", "what overlaps"),
    ("server/src/rendez_vous/preparation.rs", "as the last time"),
];

/// The sources of which the code, tests aside, holds one of these words.
fn nomment(crates: &[&str], mots: &[String]) -> Vec<String> {
    let mut nomment = Vec::new();
    for crate_ in crates {
        for (fichier, source) in sources_de(crate_).iter().filter(|(fichier, _)| !fichier.contains("tests")) {
            let code = source.split("#[cfg(test)]").next().unwrap();
            if mots.iter().any(|mot| contient(code, mot)) {
                nomment.push(format!("{crate_}/src/{fichier}"));
            }
        }
    }
    nomment.sort();
    nomment
}

/// As a word of its own.
fn contient(code: &str, mot: &str) -> bool {
    let fait_partie = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(mot).any(|(place, _)| {
        !code[..place].ends_with(fait_partie) && !code[place + mot.len()..].starts_with(fait_partie)
    })
}

/// The files of a recipe of the documentation, in order.
fn recette(titre: &str) -> Vec<&'static str> {
    let section = ARCHITECTURE.split_once(&format!("### {titre}\n")).unwrap().1;
    let lignes = section.lines().take_while(|ligne| !ligne.starts_with('#'));
    lignes.filter_map(|ligne| ligne.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn a_profil_is_named_where_its_rights_and_traits_are() {
    let mut mots: Vec<_> = Profil::TOUS.iter().map(|profil| format!("Profil::{profil:?}")).collect();
    mots.extend(["Profil::{".to_owned(), "Profil::*".to_owned()]);
    assert_eq!(nomment(&["app", "server", "shared"], &mots), NOMMENT_UN_PROFIL.map(|(fichier, _)| fichier));
}

/// Those of the same name as an act are named for the act as well.
#[test]
fn a_call_is_named_where_it_is_declared_routed_and_handled() {
    let actes: Vec<_> = Acte::TOUS.iter().map(|acte| format!("{acte:?}")).collect();
    for appel in api::TOUS.iter().filter(|appel| !actes.iter().any(|acte| acte == *appel)) {
        let mut nomment = nomment(&["server", "shared"], &[(*appel).to_owned()]);
        nomment.retain(|fichier| !["shared/src/api.rs", "server/src/lib.rs"].contains(&fichier.as_str()));
        assert!(nomment.len() <= 1, "{appel}: {nomment:?}");
    }
}

#[test]
fn a_field_of_the_rendez_vous_is_named_where_it_is_declared_kept_and_shown() {
    let mut attendus: Vec<_> = recette("A field of the rendez-vous");
    attendus.retain(|fichier| !fichier.contains("/migration/"));
    attendus.extend(SE_SERVENT_DE_LA_DUREE.map(|(fichier, _)| fichier));
    attendus.sort_unstable();
    assert_eq!(nomment(&["app", "server", "shared"], &["duree_minutes".to_owned()]), attendus);
}

#[test]
fn a_recipe_is_short_and_names_files_that_are_there() {
    let racine = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (titre, plafond) in
        [("A route without a screen", 7), ("A profil", 4), ("A field of the rendez-vous", 7)]
    {
        let fichiers = recette(titre);
        assert!(!fichiers.is_empty() && fichiers.len() <= plafond, "{titre}: {fichiers:?}");
        for fichier in fichiers.iter().filter(|fichier| !fichier.contains('<')) {
            assert!(racine.join(fichier).exists(), "{titre}: {fichier}");
        }
    }
}
