//! What the shape of the sources promises: who may seal, what is routed, what is logged,
//! what stands in an address.

use std::fs;
use std::path::{Path, PathBuf};

use crate::matrice::routes;

/// The Rust sources of the server, by path below `src`, without their tests.
pub fn sources() -> Vec<(String, String)> {
    sources_de("server")
}

/// Those of one crate.
pub fn sources_de(crate_: &str) -> Vec<(String, String)> {
    let racine = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(crate_).join("src");
    let mut fichiers = Vec::new();
    parcourir(&racine, &mut fichiers);
    fichiers
        .iter()
        .map(|chemin| {
            let nom = chemin.strip_prefix(&racine).unwrap().display().to_string();
            (nom, fs::read_to_string(chemin).unwrap())
        })
        .collect()
}

fn parcourir(dossier: &Path, fichiers: &mut Vec<PathBuf>) {
    for entree in fs::read_dir(dossier).unwrap() {
        let chemin = entree.unwrap().path();
        if chemin.is_dir() {
            parcourir(&chemin, fichiers);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            fichiers.push(chemin);
        }
    }
}

/// Files that hold `texte`, sorted.
fn qui_contient(texte: &str) -> Vec<String> {
    let mut noms: Vec<_> =
        sources().into_iter().filter(|(_, s)| s.contains(texte)).map(|(nom, _)| nom).collect();
    noms.sort();
    noms
}

#[test]
fn two_places_only_may_seal_personal_data() {
    assert_eq!(qui_contient("Sceau::apposer"), ["depot/mod.rs", "garde/traced.rs"]);
}

#[test]
fn only_the_guard_builds_what_may_leave() {
    assert_eq!(qui_contient("Traced::new("), ["garde/ecriture.rs", "garde/mod.rs"]);
    assert_eq!(qui_contient("Traced::differee("), ["garde/ecriture.rs"]);
    for ouvert in ["pub fn new(valeur: T, trace: NumeroTrace)", "pub fn differee("] {
        assert_eq!(qui_contient(ouvert), Vec::<String>::new());
    }
}

/// The journal that keeps nothing exists for `make bench` alone, under its feature.
/// The app reads each type by the names that it declares (`app/src/server/lecteur.rs`): one that says by
/// itself what it is, or holds another's fields, would be refused there.
#[test]
fn no_type_that_travels_describes_itself() {
    let seuls = ["tag = \"", "untagged", "flatten"];
    let serde = |ligne: &&str| ligne.trim_start().starts_with("#[serde(");
    for (fichier, source) in sources_de("shared") {
        for ligne in source.lines().filter(serde) {
            assert!(!seuls.iter().any(|mot| ligne.contains(mot)), "{fichier}: {ligne}");
        }
    }
}

#[test]
fn the_mute_journal_is_out_of_reach_of_the_product() {
    assert_eq!(qui_contient("muet"), ["journal.rs"]);
    let source = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/journal.rs")).unwrap();
    let gardes = source.matches(r#"#[cfg(feature = "mesure")]"#).count();
    assert_eq!((gardes, cfg!(feature = "mesure")), (4, false));
}

/// Beside the calls of [`reciproque_server::appels`]: the description, the unknown
/// addresses, liveness, and the app's own files.
#[test]
fn nothing_is_routed_outside_the_table_of_contents() {
    for (nom, source) in sources() {
        let routes = source.matches(".route(").count();
        let attendues = match nom.as_str() {
            "lib.rs" => 4,
            "http/routeur.rs" => 1,
            _ if nom.contains("tests") => continue,
            _ => 0,
        };
        assert_eq!(routes, attendues, "{nom} routes something by itself");
        if nom != "http/statiques.rs" {
            for autre in ["route_service(", "nest(", "nest_service(", "fallback_service("] {
                assert!(!source.contains(autre), "{nom}: {autre}");
            }
        }
    }
    let lib = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).unwrap();
    for chemin in ["{RACINE}/openapi.json", "{RACINE}/{{*reste}}", "/healthz", "/readyz"] {
        assert!(lib.contains(chemin), "{chemin}");
    }
}

/// A logged field is a cause, a count or a place, never a datum about people.
#[test]
fn logs_name_nobody() {
    const INTERDITS: [&str; 10] = [
        "nom",
        "prenom",
        "nir",
        "email",
        "naissance",
        "matricule",
        "corps",
        "saisie",
        "jeton",
        "mot_de_passe",
    ];
    for (fichier, source) in sources() {
        for morceau in source.split("tracing::").skip(1) {
            let Some((macro_, reste)) = morceau.split_once("!(") else { continue };
            if !["trace", "debug", "info", "warn", "error"].contains(&macro_) {
                continue;
            }
            let appel = reste.split(");").next().unwrap();
            // Words outside of the message between quotes, and what the message interpolates.
            let mots = appel
                .split('"')
                .step_by(2)
                .chain(appel.split('{').skip(1).filter_map(|m| m.split('}').next()));
            for mot in mots.flat_map(|m| m.split(|c: char| !c.is_alphanumeric() && c != '_')) {
                assert!(!INTERDITS.contains(&mot), "{fichier}: tracing::{macro_}!({appel})");
            }
        }
    }
}

/// Numbers and codes only: a NIR or a name would end in histories and proxies.
#[test]
fn addresses_hold_numbers_and_codes_only() {
    const NUMEROS: [&str; 16] = [
        "lot",
        "dossier",
        "personne",
        "rapprochement",
        "cer",
        "rendez_vous",
        "alerte",
        "revue",
        "demande",
        "instruction",
        "session",
        "agent",
        "organisation",
        "convention",
        "habilitation",
        "cle",
    ];
    const CODES: [&str; 2] = ["file", "geste"];
    for route in routes() {
        for parametre in route.chemin.split('/').filter_map(|m| m.strip_prefix('{')?.strip_suffix('}')) {
            let admis = NUMEROS.contains(&parametre) || CODES.contains(&parametre);
            assert!(admis, "{}: {parametre} is neither a number nor a code", route.chemin);
        }
        assert!(!route.chemin.contains('?'), "{}", route.chemin);
    }
}
