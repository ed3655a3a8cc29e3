//! The drafts that were typed in, above the pages: each stays until the server has it whole, and
//! its page finds it again.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::{EtatBrouillon, Gardee};

thread_local! {
    static SUIVIES: RefCell<Vec<Arc<dyn Gardee>>> = const { RefCell::new(Vec::new()) };
    static ECOUTE: Cell<bool> = const { Cell::new(false) };
    static TOUR: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// All of them. Tracked: who comes and who goes.
pub fn suivies() -> Vec<Arc<dyn Gardee>> {
    TOUR.with(Clone::clone).track();
    toutes()
}

fn toutes() -> Vec<Arc<dyn Gardee>> {
    SUIVIES.with_borrow(Clone::clone)
}

fn change(comment: impl FnOnce(&mut Vec<Arc<dyn Gardee>>)) {
    SUIVIES.with_borrow_mut(comment);
    TOUR.with(Clone::clone).update(|tour| *tour += 1);
}

/// Follows a draft, in the place of the one of the same page.
pub fn inscrire(brouillon: Arc<dyn Gardee>) {
    ecouter();
    let lieu = brouillon.lieu();
    change(|suivies| {
        suivies.retain(|suivie| suivie.lieu() != lieu);
        suivies.push(brouillon);
    });
}

/// The agent gives it up, or nothing is left to send.
pub fn oublier(lieu: &str) {
    change(|suivies| suivies.retain(|suivie| suivie.lieu() != lieu));
}

/// Another agent, or none: nothing of the former stays.
pub fn tout_oublier() {
    change(Vec::clear);
}

/// What was typed on this page and the server does not have whole yet.
pub fn retrouver<B: Gardee + Clone>(lieu: &str) -> Option<B> {
    let suivie = toutes().into_iter().find(|suivie| suivie.lieu() == lieu && suivie.modifie())?;
    let brouillon: &dyn Any = &*suivie;
    brouillon.downcast_ref::<B>().cloned()
}

/// Whether something is being saved, or is about to be. Tracked.
pub fn en_route() -> bool {
    suivies()
        .iter()
        .any(|suivie| matches!(suivie.etat().get(), EtatBrouillon::Modifie | EtatBrouillon::EnCours))
}

/// Whether the server lacks something that is typed.
pub fn il_reste() -> bool {
    toutes().iter().any(|suivie| suivie.modifie())
}

/// Sends what waits, now.
pub fn tout_envoyer() {
    toutes().iter().for_each(|suivie| suivie.enregistre());
}

/// For as long as the app lives: whatever the page, what waits is sent when the page is hidden
/// or the network is back, and closing the tab asks first.
fn ecouter() {
    if ECOUTE.replace(true) {
        return;
    }
    drop(window_event_listener_untyped("visibilitychange", |_| {
        if document().hidden() {
            tout_envoyer();
        }
    }));
    drop(window_event_listener_untyped("pagehide", |_| {
        toutes().iter().for_each(|suivie| suivie.confie());
    }));
    drop(window_event_listener_untyped("online", |_| tout_envoyer()));
    drop(window_event_listener(ev::beforeunload, |ev| {
        if il_reste() {
            ev.prevent_default();
        }
    }));
}
