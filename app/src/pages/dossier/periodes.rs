//! Dated facts, as received from the caisse.

use leptos::prelude::*;
use reciproque_shared::dossier::{Fait as FaitLu, Periode};

use crate::ui::*;
use reciproque_shared::date::periode;

pub fn periodes(lues: &[Periode]) -> AnyView {
    if lues.is_empty() {
        return view! { <p class="discret">"Rien reçu de la caisse."</p> }.into_any();
    }
    let ligne = |lue: &Periode| {
        let quand = periode(lue.debut, lue.fin);
        view! {
            <li>
                {lue.libelle.clone()}" "<span class="discret">{quand}</span>
                {en_lignes(&lue.details)}
            </li>
        }
    };
    view! { <ul role="list" class="suite">{lues.iter().map(ligne).collect_view()}</ul> }.into_any()
}

/// Small facts, each on its line.
pub fn en_lignes(lus: &[FaitLu]) -> AnyView {
    let ligne = |lu: &FaitLu| view! { <p class="discret">{format!("{} : {}", lu.libelle, lu.valeur)}</p> };
    lus.iter().map(ligne).collect_view().into_any()
}

pub fn faits(lus: &[FaitLu]) -> AnyView {
    let ligne = |FaitLu { libelle, valeur }| view! { <Fait nom=libelle>{valeur}</Fait> };
    let lignes = lus.iter().cloned().map(ligne).collect_view();
    view! { <Definitions>{lignes}</Definitions> }.into_any()
}
