//! Where the pages say, above themselves, what still waits to be sent: a place kept by the frame
//! of every page, filled by the pieces of the app that have drafts.

use leptos::prelude::*;

/// What stands there; nothing as long as nothing was typed.
#[derive(Clone, Copy)]
pub struct PlaceDesSaisies(RwSignal<Option<ViewFn>>);

/// To call once, in the frame.
pub fn provide_place_des_saisies() -> PlaceDesSaisies {
    let place = PlaceDesSaisies(RwSignal::new(None));
    provide_context(place);
    place
}

impl PlaceDesSaisies {
    /// Fills it, once.
    pub fn occupe(self, vue: impl Into<ViewFn>) {
        if self.0.with_untracked(Option::is_none) {
            self.0.set(Some(vue.into()));
        }
    }

    pub fn vue(self) -> impl Fn() -> Option<AnyView> + Send {
        move || self.0.get().map(|vue| vue.run())
    }
}
