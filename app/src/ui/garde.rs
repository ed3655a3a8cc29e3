//! Nothing typed is lost by leaving a page: what is in a form and not yet sent makes the
//! browser ask first, whether one closes the tab, follows a link or goes back in the history.
//! One guard for all
//! forms, present and to come; those whose draft is on the server (`data-brouillon`) need none.

use std::cell::RefCell;

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, PopStateEvent};

/// Set on a form in which something was typed: « saisie », then « envoi » once submitted.
const ETAT: &str = "data-saisie";
/// The forms that one fills in, unlike those that search or filter.
const FORMULAIRES: &str = "form.question:not([role=search]), form.formulaire-corps";
const QUESTION: &str =
    "Ce que vous avez saisi sur cette page n’est pas enregistré. Quitter la page sans l’enregistrer ?";

thread_local! {
    /// The address of the page in which something was typed.
    static ADRESSE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// To call once, at the root, before the router: it hears of the history first.
pub fn garder_les_saisies() {
    for (evenement, etat) in [("input", "saisie"), ("submit", "envoi")] {
        drop(window_event_listener_untyped(evenement, move |ev| note(&ev, etat)));
    }
    drop(window_event_listener(ev::beforeunload, |ev| {
        if en_cours() {
            ev.prevent_default();
        }
    }));
    drop(window_event_listener(ev::popstate, |ev| revenir(&ev)));
    // Before the router, which follows the links.
    let clic = Closure::<dyn Fn(Event)>::new(|ev: Event| {
        if quitte(&ev) && en_cours() && !window().confirm_with_message(QUESTION).unwrap_or(true) {
            ev.prevent_default();
            ev.stop_propagation();
        }
    });
    // Refused by no browser.
    let _ =
        document().add_event_listener_with_callback_and_bool("click", clic.as_ref().unchecked_ref(), true);
    clic.forget();
}

fn cible(ev: &Event) -> Option<Element> {
    ev.target()?.dyn_into().ok()
}

fn note(ev: &Event, etat: &str) {
    let formulaire = cible(ev).and_then(|cible| cible.closest(FORMULAIRES).ok().flatten());
    let Some(formulaire) = formulaire else { return };
    if !matches!(formulaire.closest("[data-brouillon]"), Ok(Some(_))) {
        ADRESSE.set(ici());
        // A fresh element: nothing refuses an attribute there.
        let _ = formulaire.set_attribute(ETAT, etat);
    }
}

/// Back or forward in the history, which nothing can forbid: the browser already shows another
/// address. Who stays gets that of the page back, and the router is told nothing. Going two pages
/// back then loses those between: the price of not leaving.
fn revenir(ev: &PopStateEvent) {
    let Some(adresse) = ADRESSE.with_borrow(Clone::clone) else { return };
    if ici().as_ref() == Some(&adresse) || !en_cours() {
        return;
    }
    if window().confirm_with_message(QUESTION).unwrap_or(true) {
        ADRESSE.set(None);
        return;
    }
    ev.stop_immediate_propagation();
    // Refused only to a page that changes its address hundreds of times.
    let _ =
        window().history().and_then(|passe| passe.push_state_with_url(&JsValue::NULL, "", Some(&adresse)));
}

/// The page, without what stands after `#`.
fn ici() -> Option<String> {
    let lieu = window().location();
    Some(lieu.pathname().ok()? + &lieu.search().ok()?)
}

/// A link to another page of the product, followed in this tab.
fn quitte(ev: &Event) -> bool {
    if ev.dyn_ref::<MouseEvent>().is_some_and(|clic| clic.ctrl_key() || clic.meta_key() || clic.shift_key()) {
        return false;
    }
    let lien = cible(ev).and_then(|cible| cible.closest("a[href]").ok().flatten());
    lien.is_some_and(|lien| {
        let vers = lien.get_attribute("href").unwrap_or_default();
        vers.starts_with('/') && !lien.has_attribute("target") && !lien.has_attribute("download")
    })
}

/// Something typed is neither sent nor given up: a form that was changed since it was sent,
/// or whose sending was refused, or is not answered yet.
fn en_cours() -> bool {
    let Ok(formulaires) = document().query_selector_all(&format!("form[{ETAT}]")) else { return false };
    (0..formulaires.length())
        .filter_map(|rang| formulaires.get(rang)?.dyn_into::<Element>().ok())
        .any(|f| garde(&f))
}

fn garde(formulaire: &Element) -> bool {
    // In a dialog that was closed, one chose to do nothing.
    if matches!(formulaire.closest("dialog:not([open])"), Ok(Some(_))) {
        return false;
    }
    let en_suspens = formulaire.query_selector(".resume-erreurs, [aria-busy=true]");
    formulaire.get_attribute(ETAT).is_some_and(|etat| etat == "saisie") || matches!(en_suspens, Ok(Some(_)))
}
