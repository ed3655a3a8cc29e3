//! Home of those who read: search, then what one opened last.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterAccueil;

use crate::pages::recherche::{BoiteRecherche, ListeDossiers};
use crate::pages::use_lecture;
use crate::ui::*;

#[component]
pub fn AccueilRecherche() -> impl IntoView {
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let vue =
        lecture.vue(|accueil| view! { <ListeDossiers lignes=accueil.derniers_dossiers.clone()/> }.into_any());
    view! {
        <main id="contenu" class="page">
            <Titre texte="Accueil"/>
            <BoiteRecherche/>
            <Section titre="Derniers dossiers consultés" id="derniers">{vue}</Section>
        </main>
    }
    .into_any()
}
