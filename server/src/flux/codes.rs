//! Codes that the nomenclature does not have: kept, and counted for the operator.

use reciproque_shared::nomenclature::{est_connu, est_liste};

use super::arbre::Element;

/// A code and the list where it was looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeInconnu {
    /// Name of the element in the flow.
    pub liste: String,
    pub code: String,
}

/// Every unknown code of a foyer, as often as it is met. The lists bear the names
/// of the elements, so that an element not yet mapped is checked too.
pub(super) fn inconnus(racine: Element<'_>) -> Vec<CodeInconnu> {
    let codes = racine.descendants().filter(|e| e.est_feuille() && est_liste(e.nom()));
    codes
        .filter_map(|e| Some((e.nom(), e.valeur()?)))
        .filter(|(liste, code)| !est_connu(liste, code))
        .map(|(liste, code)| CodeInconnu { liste: liste.to_owned(), code: code.chars().take(10).collect() })
        .collect()
}
