//! What is typed is on the server as one types: what the drafts of all forms share.

mod barre;
mod choix;
mod etat;
mod minuterie;
mod place;
mod registre;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

pub use choix::{Ecarts, dit};
use etat::trouble;
pub use etat::{Etat, ligne, sauf};
pub use minuterie::Minuterie;
pub use place::{PlaceDesSaisies, provide_place_des_saisies};
pub use registre::retrouver;

/// From a change to its save.
pub const DELAI: Duration = Duration::from_secs(5);
/// Longest wait between two attempts, in seconds.
const ATTENTE_MAX_S: u64 = 30;

/// How long to wait after so many attempts without an answer.
pub fn attente(essais: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(essais).min(ATTENTE_MAX_S))
}

/// A draft that is kept whatever happens to its page.
pub trait Gardee: Any + Send + Sync {
    /// Address of its page, which may change once the draft exists: numbers only.
    fn lieu(&self) -> String;
    /// Saves what is typed, now.
    fn enregistre(&self);
    /// True when the server lacks something that is typed.
    fn modifie(&self) -> bool;
    /// The page is being closed: nobody will be there to read the answer.
    fn confie(&self);
    /// The screen goes; the draft stays until it is safe.
    fn part(&self);
    /// The screen is gone.
    fn parti(&self) -> bool;
    fn etat(&self) -> &ArcRwSignal<Etat>;
}

/// Keeps the draft of a page, here and once the page is left: until the server has it.
pub fn veiller<B: Gardee + Clone>(brouillon: &B) {
    registre::inscrire(Arc::new(brouillon.clone()));
    expect_context::<PlaceDesSaisies>().occupe(barre::barre);
    let parti = brouillon.clone();
    on_cleanup(move || {
        parti.part();
        if !parti.modifie() {
            registre::oublier(&parti.lieu());
        }
    });
}
