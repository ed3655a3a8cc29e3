//! The places of an organisation, taken and granted.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::convention::avenant_du;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::supervision::fiche::{ConventionLue, Usage};

/// The places of each profil of the organisation, and of any other that is held there all
/// the same.
pub fn usages(
    sorte: SorteOrganisation,
    conventions: &[&ConventionLue],
    occupees: &HashMap<(i64, Profil), u32>,
    organisation: i64,
    jour: NaiveDate,
) -> Vec<Usage> {
    let en_vigueur = conventions.iter().find(|convention| convention.etat(jour).ouvre_l_acces());
    let termes = en_vigueur.and_then(|c| avenant_du(&c.avenants, jour)).map(|avenant| &avenant.termes);
    let usage = |profil: &Profil| {
        let occupees = occupees.get(&(organisation, *profil)).copied().unwrap_or(0);
        let quota = sorte.sous_convention().then(|| termes.map_or(0, |termes| termes.quota(*profil)));
        Usage { profil: *profil, occupees, quota }
    };
    let tous = Profil::TOUS.iter().map(usage);
    tous.filter(|usage| usage.occupees > 0 || sorte.profils().contains(&usage.profil)).collect()
}
