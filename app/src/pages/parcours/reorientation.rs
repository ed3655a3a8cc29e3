//! What the structure asks about the orientation, for who decides on it.

use leptos::prelude::*;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::reorientation::{FilReorientation, GesteReorientation};

use super::gestes::{Gestes, Suite};
use crate::pages::reorientation::fil;
use crate::ui::*;

/// The request that waits for an answer.
pub fn ouverte(fiche: &FicheParcours) -> Option<&FilReorientation> {
    fiche.reorientations.first().filter(|fil| fil.etat.est_ouverte())
}

/// The latest request with what may be done about it; nothing when none was ever made.
pub fn carte(fiche: &FicheParcours, gestes: Gestes) -> Option<AnyView> {
    let derniere = fiche.reorientations.first()?;
    let jour = fiche.contexte.aujourdhui;
    let (entier, anciens) = (fil::entier(derniere, jour), fil::anciens(&fiche.reorientations, jour));
    let boutons: Vec<_> = fiche.gestes_reorientation.iter().filter_map(bouton).collect();
    let boutons = boutons.into_iter().map(|(suite, genre)| gestes.bouton(suite, genre)).collect_view();
    let accepter = derniere.etat.est_ouverte().then(|| {
        view! {
            <p>"Pour l’accepter, décidez de l’orientation avec le motif « Réorientation »\u{a0}: les deux structures en sont averties."</p>
        }
    });
    let derniere = derniere.clone();
    let carte = view! {
        <Carte titre="Réorientation demandée" id="reorientation" cote=move || fil::etiquette(&derniere, jour)>
            {entier}
            {accepter}
            <div class="gestes pas-imprime">{boutons}</div>
            {anciens}
        </Carte>
    };
    Some(carte.into_any())
}

fn bouton(geste: &GesteReorientation) -> Option<(Suite, Genre)> {
    match geste {
        GesteReorientation::Instruire => Some((Suite::Instruire, Genre::Principal)),
        GesteReorientation::Refuser => Some((Suite::Refuser, Genre::Danger)),
        _ => None,
    }
}
