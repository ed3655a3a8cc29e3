//! What was looked for is found again by going back in the history, text and results: in the
//! memory of the app, never in an address nor in the browser's storage.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::boite::EtatRecherche;

/// Pages whose search is kept, the latest first.
const GARDEES_MAX: usize = 8;

thread_local! {
    static GARDEES: RefCell<Vec<(String, String, EtatRecherche)>> = const { RefCell::new(Vec::new()) };
    /// The address that going back or forward in the history has just reached.
    static RETOUR: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// To call once, at the root, before the router: it hears of the history first.
pub fn ecouter_les_retours() {
    drop(window_event_listener(ev::popstate, |_| {
        let lieu = window().location();
        RETOUR.set(lieu.pathname().ok().zip(lieu.search().ok()).map(|(page, demande)| page + &demande));
    }));
}

/// For as long as this agent is here under this profil.
pub fn oublier_a_la_fin() {
    on_cleanup(|| GARDEES.with_borrow_mut(Vec::clear));
}

/// What the box of this page held when one comes back to it; and what it holds now is kept
/// once the page goes.
pub fn reprendre(texte: RwSignal<String>, etat: RwSignal<EtatRecherche>) {
    let lieu = use_location();
    let demande = lieu.search.get_untracked();
    let demande = if demande.is_empty() { demande } else { format!("?{demande}") };
    let ici = lieu.pathname.get_untracked() + &demande;
    let revenu = RETOUR.with_borrow_mut(|retour| retour.take_if(|retour| *retour == ici)).is_some();
    let gardee = GARDEES.with_borrow_mut(|gardees| {
        let rang = gardees.iter().position(|(lieu, ..)| *lieu == ici)?;
        Some(gardees.remove(rang))
    });
    if let Some((_, avant, lu)) = gardee.filter(|_| revenu) {
        texte.set(avant);
        etat.set(lu);
    }
    on_cleanup(move || {
        let Some((texte, etat)) = texte.try_get_untracked().zip(etat.try_get_untracked()) else { return };
        GARDEES.with_borrow_mut(|gardees| {
            gardees.truncate(GARDEES_MAX - 1);
            gardees.insert(0, (ici.clone(), texte, etat));
        });
    });
}
