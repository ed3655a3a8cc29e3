//! The layers of the server, and no cycle in any crate: what is low knows nothing of what is high,
//! so that a noun is read, tried and changed alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::structure::{sources, sources_de};

/// The modules of the server, lowest first: each imports only those before it.
const COUCHES: [(&str, &[&str]); 9] = [
    ("means", &["export_csv", "fichier", "refus", "sortie"]),
    ("mechanisms", &["depot", "journal", "secret"]),
    ("what every request reaches", &["serveur"]),
    ("sessions", &["session"]),
    ("the law", &["garde"]),
    ("HTTP", &["http"]),
    (
        "nouns",
        &[
            "attente",
            "compte",
            "conservation",
            "convention",
            "equipe",
            "territoire",
            "regles",
            "trace",
            "alerte",
            "cer",
            "rendez_vous",
            "parcours",
            "instruction",
            "rapprochement",
            "flux",
            "france_travail",
            "imports",
            "habilitation",
            "supervision",
            "revue",
        ],
    ),
    ("compositions of nouns", &["dossier", "organisation", "droit", "accueil"]),
    ("who comes in, and who is invented", &["connexion", "demo"]),
];

/// What each top module of a crate imports of the others, tests aside.
type Imports = BTreeMap<String, BTreeSet<String>>;

fn imports(sources: &[(String, String)]) -> Imports {
    let mut imports = Imports::new();
    for (nom, source) in sources.iter().filter(|(nom, _)| !nom.contains("tests")) {
        let module = sommet(nom);
        let siens = imports.entry(module.to_owned()).or_default();
        let code = source.split("#[cfg(test)]").next().unwrap();
        for ligne in code.lines().map(|ligne| ligne.split("//").next().unwrap()) {
            siens.extend(nommes(ligne).filter(|nomme| nomme != module));
        }
    }
    let connus: BTreeSet<String> = imports.keys().cloned().collect();
    imports.values_mut().for_each(|siens| siens.retain(|nomme| connus.contains(nomme)));
    imports
}

fn sommet(nom: &str) -> &str {
    nom.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The modules that a line names from the root of its crate.
fn nommes(ligne: &str) -> impl Iterator<Item = String> + '_ {
    ligne.split("crate::").skip(1).flat_map(|suite| {
        let groupe = suite.strip_prefix('{').and_then(|suite| suite.split('}').next());
        let noms = groupe.map_or_else(|| vec![suite], |groupe| groupe.split(", ").collect());
        noms.into_iter().map(|nom| nom.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
    })
}

#[test]
fn a_module_of_the_server_imports_only_lower_ones() {
    let ordre: Vec<&str> = COUCHES.iter().flat_map(|(_, modules)| *modules).copied().collect();
    let rang = |module: &str| ordre.iter().position(|autre| *autre == module);
    for (module, siens) in imports(&sources()) {
        // The root gathers the routes, the commands gather everything.
        if ["lib", "main", "commande"].contains(&module.as_str()) {
            continue;
        }
        let sien = rang(&module).unwrap_or_else(|| panic!("{module} is in no layer"));
        let hauts: Vec<_> = siens.iter().filter(|autre| rang(autre).is_none_or(|rang| rang > sien)).collect();
        assert!(hauts.is_empty(), "{module} is below {hauts:?}, which it imports");
    }
}

/// Takes away, again and again, what imports nothing that is left: in the end only cycles are left.
#[test]
fn no_crate_has_an_import_cycle() {
    for crate_ in ["app", "server", "shared"] {
        let mut reste = imports(&sources_de(crate_));
        while let Some(libre) = reste.iter().find(|(_, siens)| siens.is_empty()).map(|(nom, _)| nom.clone()) {
            reste.remove(&libre);
            reste.values_mut().for_each(|siens| siens.retain(|autre| *autre != libre));
        }
        assert!(reste.is_empty(), "{crate_}: {reste:?}");
    }
}
