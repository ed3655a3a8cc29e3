//! Leaving, and coming back: pages loaded from scratch, so that nothing of a session stays.

use leptos::prelude::*;

/// Where signing out leads.
pub const DECONNEXION: &str = "/deconnexion";

/// Loads another page from scratch, in place of this one.
pub fn repartir(chemin: &str) {
    // Refused only when the tab is already leaving.
    let _ = window().location().replace(chemin);
}

/// A page that the browser brings back from its memory may be one of a closed session.
pub(super) fn recharger_au_retour() {
    let ecoute = window_event_listener_untyped("pageshow", |evenement| {
        let conservee = js_sys::Reflect::get(&evenement, &"persisted".into());
        if conservee.is_ok_and(|conservee| conservee.is_truthy()) {
            let _ = window().location().reload();
        }
    });
    on_cleanup(move || ecoute.remove());
}
