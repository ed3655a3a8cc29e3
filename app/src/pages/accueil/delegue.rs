//! Home of the data-protection officer: what waits for an answer.

use leptos::prelude::*;
use reciproque_shared::accueil::Accueil;
use reciproque_shared::api::ConsulterAccueil;

use crate::pages::use_lecture;
use crate::ui::*;

#[component]
pub fn AccueilDelegue() -> impl IntoView {
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let vue = lecture.vue(|accueil| compteurs(&accueil));
    view! {
        <main id="contenu" class="page accueil">
            <Titre texte="Accueil"/>
            {vue}
        </main>
    }
    .into_any()
}

fn compteurs(accueil: &Accueil) -> AnyView {
    let alertes = accueil.alertes.map(|nombre| {
        let libelle = if nombre > 1 { "alertes de curiosité" } else { "alerte de curiosité" };
        view! { <Compteur href="/alertes" nombre libelle precision="à examiner" urgent=true/> }
    });
    view! {
        <Section titre="À traiter" id="a-traiter">
            <Compteurs>{alertes}</Compteurs>
        </Section>
    }
    .into_any()
}
