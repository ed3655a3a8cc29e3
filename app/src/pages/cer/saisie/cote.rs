//! Beside the form: its parts, and the contract before it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use reciproque_shared::cer::fiche::{FeuilleCer, LigneCer};

use crate::pages::cer::mots::{EtiquetteCer, avec_rang};
use crate::ui::*;
use reciproque_shared::date::periode;

const PARTIES: [(&str, &str); 7] = [
    ("partie-contrat", "Le contrat"),
    ("partie-bilan", "Bilan du précédent"),
    ("partie-emploi", "Recherche d’emploi"),
    ("partie-objectifs", "Objectifs"),
    ("partie-engagements", "Engagements"),
    ("partie-observations", "Observations"),
    ("partie-signatures", "Signatures"),
];

pub fn colonne(feuille: &FeuilleCer) -> AnyView {
    let bilan = feuille.contexte.dernier().is_some();
    let emploi = feuille.contexte.orientation_professionnelle;
    let presente = |id: &str| match id {
        "partie-bilan" => bilan,
        "partie-emploi" => emploi,
        _ => true,
    };
    let parties = PARTIES.into_iter().filter(|(id, _)| presente(id));
    let parties = parties.map(lien).collect_view();
    view! {
        <aside class="formulaire-cote" aria-label="Repères">
            <nav class="carte sommaire" aria-label="Parties du contrat"><ul role="list">{parties}</ul></nav>
            {feuille.precedent.as_ref().map(precedent)}
        </aside>
    }
    .into_any()
}

fn lien((id, nom): (&'static str, &'static str)) -> AnyView {
    // By hand: the router would take the click for a navigation.
    let va = move |ev: MouseEvent| {
        ev.prevent_default();
        ev.stop_propagation();
        met_au_point(id);
    };
    view! { <li><a href=format!("#{id}") on:click=va>{nom}</a></li> }.into_any()
}

/// The contract that this one follows or corrects.
pub fn precedent(ligne: &LigneCer) -> AnyView {
    let (etat, position) = (ligne.etat, ligne.position);
    let href = format!("/cer/{}", ligne.id);
    let quoi = avec_rang(&ligne.sorte, ligne.rang);
    let dates = periode(ligne.debut, ligne.fin);
    let qui = format!("{}, {}", ligne.referent, ligne.structure);
    view! {
        <Carte titre="Contrat précédent" id="precedent" cote=move || view! { <EtiquetteCer etat position/> }>
            <p><a href=href>{quoi}</a></p>
            <p>{dates}</p>
            <p class="discret">{qui}</p>
        </Carte>
    }
    .into_any()
}
