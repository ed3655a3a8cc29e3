//! CAF and MSA codes → French labels, and the communes of the Haut-Rhin.
//!
//! Compiled in under the feature `nomenclature`: the server has it and sends labels;
//! the app does without these 50 kB. The lists are open: a code that is not in them is
//! kept and shown as unknown.

mod communes;

pub use communes::{Commune, commune, commune_actuelle, communes, communes_anciennes};

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Lines `liste;code;libelle`, without quotes, after one line of headings.
const TEXTE: &str = include_str!("nomenclatures.csv");

static LIBELLES: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| lignes().collect());

static LISTES: LazyLock<HashSet<&str>> = LazyLock::new(|| lignes().map(|((liste, _), _)| liste).collect());

fn lignes() -> impl Iterator<Item = ((&'static str, &'static str), &'static str)> {
    TEXTE.lines().skip(1).filter_map(|ligne| {
        let mut champs = ligne.splitn(3, ';');
        let (liste, code, libelle) = (champs.next()?, champs.next()?, champs.next()?);
        // the doubt about a label concerns administrators, not those who read a dossier
        let libelle = libelle.strip_suffix(" (à confirmer)").unwrap_or(libelle);
        Some(((liste, code), libelle))
    })
}

/// The label of a code; `code inconnu (X)` when the list doesn't have it. `liste` is
/// the name of the element in the flow (`ETATDOSRSA`, `SITFAM`…).
pub fn libelle(liste: &str, code: &str) -> Cow<'static, str> {
    let code = code.trim();
    match cherche(liste, code) {
        Some(libelle) => Cow::Borrowed(libelle),
        None => Cow::Owned(format!("code inconnu ({code})")),
    }
}

/// Whether the list has this code: what doesn't is counted in the import report.
pub fn est_connu(liste: &str, code: &str) -> bool {
    cherche(liste, code.trim()).is_some()
}

/// Whether there is a list for this element of the flow.
pub fn est_liste(liste: &str) -> bool {
    LISTES.contains(nom_de_liste(liste))
}

fn cherche(liste: &str, code: &str) -> Option<&'static str> {
    LIBELLES.get(&(nom_de_liste(liste), code)).copied()
}

/// The caisses left and joined have the numbers of the caisses.
fn nom_de_liste(liste: &str) -> &str {
    match liste {
        "NUMORGCEDMUT" | "NUMORGPRENMUT" => "NUMORG",
        autre => autre,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{LIBELLES, TEXTE, communes, est_connu, est_liste, libelle, lignes};

    #[rstest]
    #[case("ETATDOSRSA", "2", "Droit ouvert et versable")]
    #[case("ETATDOSRSA", "Z", "État non défini")]
    #[case("ACT", " ABA ", "Chômage : allocation de base")]
    #[case("NUMORGCEDMUT", "681", "CAF de Mulhouse (Haut-Rhin)")]
    #[case("ACT", "ZZZ", "code inconnu (ZZZ)")]
    #[case("LISTE", "1", "code inconnu (1)")]
    fn a_code_is_told_in_words(#[case] liste: &str, #[case] code: &str, #[case] attendu: &str) {
        assert_eq!(libelle(liste, code), attendu);
        assert_eq!(est_connu(liste, code), !attendu.starts_with("code inconnu"));
        assert_eq!(est_liste(liste), liste != "LISTE");
    }

    #[test]
    fn each_line_is_read_once() {
        assert_eq!(lignes().count(), TEXTE.lines().count() - 1);
        assert_eq!(LIBELLES.len(), lignes().count());
        assert!(!LIBELLES.values().any(|libelle| libelle.is_empty() || libelle.contains("confirmer")));
    }

    #[rstest]
    #[case("nomenclatures.csv", TEXTE)]
    #[case("communes-haut-rhin.csv", communes::TEXTE)]
    #[case("communes-anciennes.csv", communes::ANCIENNES)]
    fn the_copy_is_that_of_the_reference(#[case] fichier: &str, #[case] copie: &str) {
        let chemin = format!("{}/../../shared/flux/{fichier}", env!("CARGO_MANIFEST_DIR"));
        match std::fs::read_to_string(&chemin) {
            Ok(reference) => assert_eq!(reference, copie),
            Err(_) => eprintln!("skipped: no reference list at ../shared/flux/{fichier}"),
        }
    }
}
