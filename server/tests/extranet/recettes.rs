//! What a change touches, as `docs/ARCHITECTURE.md` says it: a profil is named where its rights and
//! traits are, and asked for a trait everywhere else.

use reciproque_shared::habilitation::Profil;

use crate::structure::sources_de;

/// The sources that name a profil, and why. The list only shrinks.
const NOMMENT_UN_PROFIL: [(&str, &str); 9] = [
    ("server/demo/agent.rs", "people are invented with theirs"),
    ("server/demo/convention.rs", "an invented convention opens places"),
    ("server/demo/curiosite.rs", "scenes are played by invented people"),
    ("server/demo/droit.rs", "the invented officer answers"),
    ("server/demo/habilitation.rs", "invented people ask to become référents"),
    ("server/demo/organisation.rs", "an invented convention opens places"),
    ("server/demo/revue.rs", "the invented user referent decides"),
    ("server/demo/traces.rs", "invented référents leave traces"),
    ("shared/habilitation/acte.rs", "the rights"),
];

#[test]
fn a_profil_is_named_where_its_rights_and_traits_are() {
    let mut noms = Profil::TOUS.iter().map(|profil| format!("Profil::{profil:?}")).collect::<Vec<_>>();
    noms.extend(["Profil::{".to_owned(), "Profil::*".to_owned()]);
    let mut nomment = Vec::new();
    for crate_ in ["app", "server", "shared"] {
        for (fichier, source) in sources_de(crate_).iter().filter(|(fichier, _)| !fichier.contains("tests")) {
            let code = source.split("#[cfg(test)]").next().unwrap();
            if noms.iter().any(|nom| code.contains(nom)) {
                nomment.push(format!("{crate_}/{fichier}"));
            }
        }
    }
    nomment.sort();
    assert_eq!(nomment, NOMMENT_UN_PROFIL.map(|(fichier, _)| fichier));
}
