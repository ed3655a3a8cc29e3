//! What I opened last, as the journal has it.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterMesConsultations;

use super::recherche::ListeDossiers;
use super::use_lecture;
use crate::ui::*;

#[component]
pub fn MesConsultations() -> impl IntoView {
    let lecture = use_lecture::<ConsulterMesConsultations>(|| ((), ()));
    let vue = lecture.vue(|resultats| view! { <ListeDossiers lignes=resultats.lignes.clone()/> }.into_any());
    view! {
        <main id="contenu" class="page">
            <Titre texte="Mes consultations"/>
            <p>"Chaque dossier ouvert est inscrit au journal à votre nom, avec l’heure. Voici les derniers que vous avez consultés et qui restent dans votre périmètre."</p>
            {vue}
        </main>
    }
    .into_any()
}
