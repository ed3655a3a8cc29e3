//! One box to find a dossier, within one's scope.

mod boite;
mod ligne;
mod memoire;

pub use boite::BoiteRecherche;
pub use ligne::{LienDossier, ListeDossiers, Vers, au_dossier};
pub use memoire::{ecouter_les_retours, oublier_a_la_fin};

use leptos::prelude::*;
use reciproque_shared::habilitation::Acte;

use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Recherche() -> impl IntoView {
    // After the title, which takes the focus of a new page.
    request_animation_frame(|| met_au_point("recherche"));
    // Who reads the traces looks for who opened a dossier, not for the dossier.
    let boite = match use_session().permet(Acte::ConsulterTracesDossier) {
        false => view! { <BoiteRecherche/> }.into_any(),
        true => view! { <BoiteRecherche vers=|ligne| Ok(format!("/traces/dossiers/{}", ligne.dossier))/> }
            .into_any(),
    };
    view! {
        <main id="contenu" class="page">
            <Titre texte="Recherche"/>
            {boite}
        </main>
    }
    .into_any()
}
