//! Home: what each profil starts from.

mod compteurs;
mod ctsa;
mod delegue;
mod imports;
mod recherche;
mod referent;
mod supervision;

pub use delegue::AccueilDelegue;
pub use imports::AccueilImports;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use reciproque_shared::habilitation::PageAccueil;
pub use supervision::AccueilSupervision;

use crate::pages::pieces::{self, tardive};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Accueil() -> impl IntoView {
    match use_session().profil().map(|profil| profil.traits().accueil) {
        Some(PageAccueil::Suivi) => view! { <referent::AccueilReferent/> }.into_any(),
        Some(PageAccueil::Decision) => view! { <ctsa::AccueilCtsa/> }.into_any(),
        Some(PageAccueil::Recherche) => view! { <recherche::AccueilRecherche/> }.into_any(),
        Some(PageAccueil::Imports) => tardive(pieces::AccueilImports),
        Some(PageAccueil::Protection) => tardive(pieces::AccueilDelegue),
        Some(PageAccueil::Supervision) => tardive(pieces::AccueilSupervision),
        // Their home is the list itself, fetched with its piece of the app.
        Some(PageAccueil::Habilitations) => view! { <Redirect path="/habilitations"/> }.into_any(),
        None => view! { <SansDossier/> }.into_any(),
    }
}

/// For those whose profil opens no dossier.
#[component]
fn SansDossier() -> impl IntoView {
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Accueil"/>
            <EtatVide titre="Votre profil n’ouvre aucun dossier">
                <p>"Il donne accès au menu ci-dessus, sans les données des allocataires. Si vous tenez aussi un autre profil, choisissez-le en haut de la page."</p>
            </EtatVide>
        </main>
    }
    .into_any()
}
