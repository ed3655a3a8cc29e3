//! What is read aloud when the page changes.

use leptos::prelude::*;

/// What is said aloud to those who do not see the change. One per app.
#[derive(Clone, Copy, Debug)]
pub struct Annonceur(RwSignal<String>);

impl Annonceur {
    /// Has `texte` read politely. The same words twice in a row are read twice.
    pub fn dit(self, texte: &str) {
        // A live region only speaks when its text changes.
        let repete = self.0.with_untracked(|avant| avant == texte);
        self.0.set(if repete { format!("{texte}\u{a0}") } else { texte.to_owned() });
    }
}

/// To call once, at the root, before any component that announces.
pub fn provide_annonceur() {
    provide_context(Annonceur(RwSignal::new(String::new())));
}

/// The app's voice; silent when the root did not provide one.
pub fn use_annonceur() -> Annonceur {
    use_context().unwrap_or_else(|| Annonceur(RwSignal::new(String::new())))
}

/// The live region. Must be in the page before anything is announced.
#[component]
pub fn Annonces() -> impl IntoView {
    let Annonceur(texte) = use_annonceur();
    view! { <p class="invisible" role="status" aria-live="polite">{texte}</p> }
}
