//! The search box and its results.

use leptos::{ev::KeyboardEvent, html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Icone, Picto};

/// The one search box. Results are links: arrows go from the box to them and back,
/// Enter opens the only one, or goes to the first of several without opening it (opening a
/// file is traced), Escape returns to the box. What is shown must always answer the text in
/// the box.
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
    let touche =
        move |ev: KeyboardEvent| match boite.get_untracked().and_then(|boite| cible(&boite, &ev.key())) {
            Some(Cible::Ouvrir(lien)) => {
                ev.prevent_default();
                lien.click();
            }
            Some(Cible::Aller(arret)) => {
                ev.prevent_default();
                let _ = arret.focus();
            }
            None => {}
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

/// What a key does.
enum Cible {
    Aller(HtmlElement),
    Ouvrir(HtmlElement),
}

/// Where a key leads: stop 0 is the box, the next ones are the results.
fn cible(boite: &HtmlElement, touche: &str) -> Option<Cible> {
    let trouves = boite.query_selector_all("input, .resultats a").ok()?;
    let arrets: Vec<HtmlElement> =
        (0..trouves.length()).filter_map(|i| trouves.item(i)?.dyn_into().ok()).collect();
    let ici = document().active_element()?;
    let ici = arrets.iter().position(|arret| **arret == ici)?;
    let arret = arrets.get(arret_suivant(ici, touche)?)?.clone();
    let seul = touche == "Enter" && arrets.len() == 2;
    Some(if seul { Cible::Ouvrir(arret) } else { Cible::Aller(arret) })
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
