//! The search box and its results.

use leptos::{ev::KeyboardEvent, html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Icone, Picto};

/// The one search box. Results are links: arrows go from the box to them and back,
/// Enter goes to the first one without opening it (it may still be the answer to fewer
/// letters, and opening a file is traced), Escape returns to the box.
#[component]
pub fn Recherche(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    texte: RwSignal<String>,
    #[prop(optional, into)] exemple: String,
    /// How many results, or why none; read aloud when it changes.
    #[prop(into)]
    nouvelles: Signal<String>,
    /// The `Resultats`.
    children: Children,
) -> impl IntoView {
    let boite = NodeRef::<Div>::new();
    let touche = move |ev: KeyboardEvent| {
        if let Some(cible) = boite.get_untracked().and_then(|boite| cible(&boite, &ev.key())) {
            ev.prevent_default();
            let _ = cible.focus();
        }
    };
    let id_nouvelles = format!("{id}-nouvelles");
    view! {
        <div class="recherche" role="search" node_ref=boite on:keydown=touche>
            <label class="champ-libelle" for=id.clone()>{libelle}</label>
            <div class="recherche-saisie">
                <Picto icone=Icone::Loupe/>
                <input
                    class="saisie"
                    id=id
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    placeholder=exemple
                    aria-describedby=id_nouvelles.clone()
                    prop:value=texte
                    on:input:target=move |ev| texte.set(ev.target().value())
                />
            </div>
            <p class="discret" role="status" id=id_nouvelles>{nouvelles}</p>
            {children()}
        </div>
    }
}

/// The list of a `Recherche`.
#[component]
pub fn Resultats(children: Children) -> impl IntoView {
    view! { <ul class="resultats" role="list">{children()}</ul> }
}

/// One result: two spans and a status make its three columns.
#[component]
pub fn Resultat(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! { <li><a href=href>{children()}</a></li> }
}

/// Where a key moves the focus: stop 0 is the box, the next ones are the results.
fn cible(boite: &HtmlElement, touche: &str) -> Option<HtmlElement> {
    let trouves = boite.query_selector_all("input, .resultats a").ok()?;
    let arrets: Vec<HtmlElement> =
        (0..trouves.length()).filter_map(|i| trouves.item(i)?.dyn_into().ok()).collect();
    let ici = document().active_element()?;
    let ici = arrets.iter().position(|arret| **arret == ici)?;
    arrets.get(arret_suivant(ici, touche)?).cloned()
}

fn arret_suivant(ici: usize, touche: &str) -> Option<usize> {
    match touche {
        "ArrowDown" => Some(ici + 1),
        "Enter" if ici == 0 => Some(1),
        "ArrowUp" => ici.checked_sub(1),
        "Escape" if ici > 0 => Some(0),
        _ => None,
    }
}
