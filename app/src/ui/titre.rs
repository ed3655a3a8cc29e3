//! The title of a page: on screen, on the tab, aloud.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::{html::H1, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::use_annonceur;

/// The browser already says the first page; only later ones need the focus moved.
static PREMIERE_PAGE: AtomicBool = AtomicBool::new(true);

/// Names the tab after the page, moves the focus to its h1 on navigation, and has
/// later changes of the title read aloud. Put the answer on the h1, with `tabindex="-1"`.
pub fn use_titre(texte: impl Into<Signal<String>>) -> NodeRef<H1> {
    let texte = texte.into();
    let h1 = NodeRef::<H1>::new();
    let annonceur = use_annonceur();
    Effect::new(move |avant: Option<()>| {
        let titre = texte.get();
        nomme_l_onglet(&titre);
        if avant.is_some() {
            annonceur.dit(&titre);
        }
    });
    h1.on_load(|h1| {
        let ancre = window().location().hash().is_ok_and(|ancre| !ancre.is_empty());
        if !PREMIERE_PAGE.swap(false, Ordering::Relaxed) && !ancre {
            // A refusal leaves the focus where it was, which harms nobody.
            let _ = h1.focus();
        }
    });
    h1
}

/// The h1 of a page on its way: the tab says at once where one goes, the focus waits for the
/// page itself.
#[component]
pub fn TitreAttendu(texte: &'static str) -> impl IntoView {
    nomme_l_onglet(texte);
    view! { <h1>{texte}</h1> }
}

fn nomme_l_onglet(titre: &str) {
    document().set_title(&format!("{titre} — Réciproque"));
}

/// The focus goes back to the h1: what had it is no longer there.
pub fn revenir_au_titre() {
    let titre = document().query_selector("main h1").ok().flatten();
    if let Some(titre) = titre.and_then(|titre| titre.dyn_into::<HtmlElement>().ok()) {
        let _ = titre.focus();
    }
}

/// The page shows another part of its list: reading starts again from its title.
pub fn revenir_au_titre_si<T: PartialEq + Send + Sync + 'static>(h1: NodeRef<H1>, change: Memo<T>) {
    Effect::new(move |avant: Option<()>| {
        change.track();
        if let (Some(()), Some(h1)) = (avant, h1.get_untracked()) {
            // A refusal leaves the focus on the link, which harms nobody.
            let _ = h1.focus();
        }
    });
}

/// The h1 of a page.
#[component]
pub fn Titre(
    #[prop(into)] texte: Signal<String>,
    /// What the tab says instead, when `texte` names somebody: the browser keeps it in its
    /// history, after sign-out too.
    #[prop(optional)]
    onglet: &'static str,
) -> impl IntoView {
    // A colon never starts a line.
    let texte = Signal::derive(move || texte.get().replace(" :", "\u{a0}:"));
    let h1 = if onglet.is_empty() { use_titre(texte) } else { use_titre(onglet.to_owned()) };
    view! { <h1 node_ref=h1 tabindex="-1">{texte}</h1> }
}
