//! The search box and its results.

use leptos::ev::{self, KeyboardEvent};
use leptos::{html::Div, prelude::*};
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
    /// What answers the text in the box is not there yet: Enter waits for it.
    #[prop(into)]
    en_attente: Signal<bool>,
    /// Asks at once what would be asked in a moment.
    #[prop(into)]
    presse: Callback<()>,
    /// The `Resultats`.
    children: Children,
) -> impl IntoView {
    let boite = NodeRef::<Div>::new();
    let fait = move |touche: &str| {
        boite.get_untracked().and_then(|boite| cible(&boite, touche)).map(Cible::suivre).is_some()
    };
    let entree = StoredValue::new(false);
    let touche = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" && en_attente.get_untracked() {
            ev.prevent_default();
            entree.set_value(true);
            presse.run(());
        } else if fait(&ev.key()) {
            ev.prevent_default();
        }
    };
    Effect::new(move || {
        if !en_attente.get() && entree.get_value() {
            entree.set_value(false);
            // Once the results are on the page; nothing for who left the box meanwhile.
            request_animation_frame(move || {
                fait("Enter");
            });
        }
    });
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
                    aria-keyshortcuts="/"
                    on:input:target=move |ev| {
                        entree.set_value(false);
                        texte.set(ev.target().value());
                    }
                />
            </div>
            <p class="discret" role="status" id=id_nouvelles>{nouvelles}</p>
            {children()}
        </div>
    }
}

/// « / » leads to the box from anywhere, unless one types or a dialog is open; where there is no
/// box, to the page that has one, through its link in the menu.
pub fn raccourci_de_recherche() {
    let ecoute = window_event_listener(ev::keydown, |ev| {
        let occupe = "dialog[open], :is(input, textarea, select):focus";
        let libre = matches!(document().query_selector(occupe), Ok(None));
        if ev.key() != "/" || ev.ctrl_key() || ev.meta_key() || ev.alt_key() || !libre {
            return;
        }
        let trouve = |ou: &str| document().query_selector(ou).ok().flatten()?.dyn_into::<HtmlElement>().ok();
        if let Some(boite) = trouve(".recherche input") {
            ev.prevent_default();
            let _ = boite.focus();
        } else if let Some(lien) = trouve(".entete-nav a[href='/recherche']") {
            ev.prevent_default();
            lien.click();
        }
    });
    on_cleanup(move || ecoute.remove());
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

/// Somebody who was found and cannot be chosen, with the reason.
#[component]
pub fn ResultatInerte(raison: &'static str, children: Children) -> impl IntoView {
    view! { <li><div class="inerte">{children()}<p><Picto icone=Icone::Moins/>" "{raison}</p></div></li> }
}

/// What a key does.
enum Cible {
    Aller(HtmlElement),
    Ouvrir(HtmlElement),
}

impl Cible {
    fn suivre(self) {
        match self {
            Self::Ouvrir(lien) => lien.click(),
            // A refusal leaves the focus where it was, which harms nobody.
            Self::Aller(arret) => drop(arret.focus()),
        }
    }
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
