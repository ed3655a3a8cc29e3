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
use reciproque_shared::habilitation::Profil;
pub use supervision::AccueilSupervision;

use crate::pages::pieces::{self, tardive};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Accueil() -> impl IntoView {
    let profil = use_session().profil();
    match profil {
        Some(Profil::Referent) => view! { <referent::AccueilReferent/> }.into_any(),
        Some(Profil::GestionnaireCtsa) => view! { <ctsa::AccueilCtsa/> }.into_any(),
        Some(Profil::ConseillerPoleEmploi) => view! { <recherche::AccueilRecherche/> }.into_any(),
        Some(Profil::Administrateur) => tardive(pieces::AccueilImports),
        Some(Profil::DelegueProtectionDonnees) => tardive(pieces::AccueilDelegue),
        Some(Profil::ReferentSolis) => tardive(pieces::AccueilSupervision),
        // Their home is the list itself, fetched with its piece of the app.
        Some(Profil::GestionnaireHabilitations) => view! { <Redirect path="/habilitations"/> }.into_any(),
        _ => view! { <SansDossier/> }.into_any(),
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
