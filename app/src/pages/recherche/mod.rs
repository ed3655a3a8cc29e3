//! One box to find a dossier, within one's scope.

mod boite;
mod ligne;

pub use boite::BoiteRecherche;
pub use ligne::{LienDossier, ListeDossiers};

use leptos::prelude::*;

use crate::ui::*;

#[component]
pub fn Recherche() -> impl IntoView {
    Effect::new(|| met_au_point("recherche"));
    view! {
        <main id="contenu" class="page">
            <Titre texte="Recherche"/>
            <BoiteRecherche/>
        </main>
    }
    .into_any()
}
