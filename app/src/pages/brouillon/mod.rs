//! What is typed is on the server as one types: what the drafts of all forms share.

mod barre;
mod choix;
mod devance;
mod envoi;
mod etat;
mod machine;
mod minuterie;
mod place;
mod registre;
mod saisie;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use choix::{Ecarts, dit};
pub use devance::comparaison;
pub use etat::{EtatBrouillon, ligne};
use etat::{attend_l_agent, sauf, trouble};
pub use machine::Brouillon;
use minuterie::Minuterie;
pub use place::{PlaceDesSaisies, provide_place_des_saisies};
pub use registre::{en_route, il_reste, retrouver, tout_envoyer, tout_oublier};
pub use saisie::{Autre, Depart, Devancier, Mots, Saisie};

/// From a change to its save.
const DELAI: Duration = Duration::from_secs(5);
/// Longest wait between two attempts, in seconds.
const ATTENTE_MAX_S: u64 = 30;

/// How long to wait after so many attempts without an answer.
fn attente(essais: u32) -> Duration {
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
    fn etat(&self) -> &ArcRwSignal<EtatBrouillon>;
}

/// Keeps what a form says, as long as its page is there and once it is left: until the server has
/// it. A question on the screen frees the form, which was waiting for the save.
pub fn veiller<S: Saisie>(
    brouillon: &Brouillon<S>,
    lit: impl Fn() -> S::Texte + 'static,
    occupe: RwSignal<bool>,
) {
    let suivi = brouillon.clone();
    Effect::new(move || suivi.change(lit()));
    let etat = brouillon.etat.clone();
    Effect::new(move || {
        if etat.with(attend_l_agent) {
            occupe.set(false);
        }
    });
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
