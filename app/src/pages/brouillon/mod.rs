//! What is typed is on the server as one types: what the drafts of all forms share.

mod choix;
mod etat;
mod minuterie;

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

pub use choix::{Ecarts, dit};
pub use etat::{Etat, ligne};
pub use minuterie::Minuterie;

use crate::session::use_session;

/// From a change to its save.
pub const DELAI: Duration = Duration::from_secs(5);
/// Longest wait between two attempts, in seconds.
const ATTENTE_MAX_S: u64 = 30;

/// How long to wait after so many attempts without an answer.
pub fn attente(essais: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(essais).min(ATTENTE_MAX_S))
}

/// A draft that is kept whatever happens to its page.
pub trait Gardee: Clone + Send + Sync + 'static {
    /// Saves what is typed, now.
    fn enregistre(&self);
    /// True when the server lacks something that is typed.
    fn modifie(&self) -> bool;
    /// The page is being closed: nobody will be there to read the answer.
    fn confie(&self);
    /// The screen goes; the draft stays until it is safe.
    fn part(&self);
}

/// Saves the draft when the page is hidden, closed or left, and once the network or the
/// session is back.
pub fn veiller(brouillon: &impl Gardee) {
    let repris = brouillon.clone();
    use_session().a_la_reconnexion(move || repris.enregistre());
    let (cache, ferme, en_ligne, garde) =
        (brouillon.clone(), brouillon.clone(), brouillon.clone(), brouillon.clone());
    let ecoutes = [
        window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                cache.enregistre();
            }
        }),
        window_event_listener_untyped("pagehide", move |_| ferme.confie()),
        window_event_listener_untyped("online", move |_| en_ligne.enregistre()),
        window_event_listener(ev::beforeunload, move |ev| {
            if garde.modifie() {
                ev.prevent_default();
            }
        }),
    ];
    let parti = brouillon.clone();
    on_cleanup(move || {
        ecoutes.into_iter().for_each(|ecoute| ecoute.remove());
        parti.part();
    });
}
