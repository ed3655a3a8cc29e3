//! A number and its noun agree: « 1 foyers lus » is written by nobody who lets `shared::mots` put the
//! two together. What is found here is a plural that follows a number in a text; nouns and numbers that
//! are further apart are not, nor is a singular that should not be one.

use crate::structure::sources_de;

/// Words of one form, and those that may follow a name as well as a number.
const INVARIABLES: [&str; 20] = [
    "Vous",
    "transmis",
    "hors",
    "mois",
    "fois",
    "refus",
    "accès",
    "rendez-vous",
    "entre-temps",
    "dans",
    "des",
    "les",
    "sous",
    "sans",
    "vers",
    "plus",
    "puis",
    "pas",
    "dès",
    "depuis",
];

/// The plurals that follow a number without it, and why. The list only shrinks.
const EXCEPTIONS: [(&str, &str, &str); 3] = [
    ("shared/src/date/affichage.rs", "jours", "in so many days: one is « demain »"),
    ("shared/src/date/affichage.rs", "jours", "so many days ago: one is « hier »"),
    ("shared/src/date/affichage.rs", "ans", "an age: one is said apart"),
];

/// The code of a source, its comments and its tests aside, its texts on one line each.
fn code(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lignes = code.lines().filter(|ligne| !ligne.trim_start().starts_with("//"));
    let mut texte = String::new();
    for ligne in lignes {
        match ligne.strip_suffix('\\') {
            Some(debut) => texte.push_str(debut.trim_start()),
            None => {
                texte.push_str(ligne.trim_start());
                texte.push('\n');
            }
        }
    }
    texte
}

/// The plurals that follow what a text interpolates: `{nombre} dossiers`, `{nombre}" dossiers"`.
/// A constant is known to who writes the sentence.
fn pluriels(code: &str) -> Vec<&str> {
    let interpolations = code.split('{').skip(1).filter_map(|suite| suite.split_once('}'));
    let suivants = interpolations.filter_map(|(valeur, suite)| {
        let constante = !valeur.is_empty() && valeur.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        let suite = suite.strip_prefix('"').unwrap_or(suite).strip_prefix(' ')?;
        let fin = suite.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(suite.len());
        (!constante).then_some(&suite[..fin])
    });
    suivants.filter(|mot| mot.len() > 2 && mot.ends_with(['s', 'x']) && !INVARIABLES.contains(mot)).collect()
}

#[test]
fn a_plural_follows_a_number_through_the_one_function_only() {
    let mut trouves = Vec::new();
    for crate_ in ["app", "server", "shared"] {
        for (fichier, source) in sources_de(crate_).iter().filter(|(fichier, _)| !fichier.contains("tests")) {
            let fichier = format!("{crate_}/src/{fichier}");
            let code = code(source);
            trouves.extend(pluriels(&code).into_iter().map(|mot| (fichier.clone(), mot.to_owned())));
        }
    }
    trouves.retain(|(fichier, _)| !fichier.starts_with("server/src/demo/"));
    trouves.sort();
    let mut connus = EXCEPTIONS.map(|(fichier, mot, _)| (fichier.to_owned(), mot.to_owned()));
    connus.sort();
    assert_eq!(trouves, connus, "say it with `mots::accord` or `mots::combien`");
}

/// No « s » is put after a noun by hand either.
#[test]
fn no_agreement_is_made_by_hand() {
    for crate_ in ["app", "server", "shared"] {
        for (fichier, source) in sources_de(crate_) {
            let code = code(&source);
            let a_la_main = [r#"{ "s" }"#, "{s}", "(s)\""].into_iter().find(|marque| code.contains(marque));
            assert_eq!(a_la_main, None, "{crate_}/src/{fichier}: `mots::accord` says it");
        }
    }
}

#[test]
fn the_search_finds_what_it_is_for() {
    let fautes = r#"
        // {n} dossiers
        writeln!(f, "Flux : {} foyers lus", n)?;
        format!("{n} \
                 alertes");
        view! { {n}" places prises" }
        format!("{MAX} lignes au plus, {n} mois, {nom} est là, {n} rendez-vous");
    "#;
    assert_eq!(pluriels(&code(fautes)), ["foyers", "alertes", "places"]);
}
