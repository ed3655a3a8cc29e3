//! Home of the data-protection officer: what waits for an answer.

use leptos::prelude::*;
use reciproque_shared::accueil::Accueil;
use reciproque_shared::api::{ConsulterAccueil, ConsulterEtatJournal};
use reciproque_shared::mots::selon;
use reciproque_shared::trace::EtatJournal;

use crate::pages::trace::{incidents, tetes};
use crate::pages::use_lecture;
use crate::ui::*;

#[component]
pub fn AccueilDelegue() -> impl IntoView {
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let vue = lecture.vue(|accueil| compteurs(&accueil));
    let journal = use_lecture::<ConsulterEtatJournal>(|| ((), ()));
    let journal = journal.vue(|etat| suivi(&etat));
    view! {
        <main id="contenu" class="page accueil">
            <Titre texte="Accueil"/>
            {vue}
            {journal}
        </main>
    }
    .into_any()
}

/// What the journal itself asks for: that it was replaced, that its heads stay on the machine.
fn suivi(etat: &EtatJournal) -> AnyView {
    let (incidents, tetes) = (incidents(etat), tetes(&etat.tetes));
    view! {
        <Section titre="Journal" id="journal">
            {incidents}
            {tetes}
            <p><a href="/traces#journal">"État du journal et vérification"</a></p>
        </Section>
    }
    .into_any()
}

fn compteurs(accueil: &Accueil) -> AnyView {
    let alertes = accueil.alertes.map(|nombre| {
        let libelle = selon(nombre, "alerte de curiosité", "alertes de curiosité");
        view! { <Compteur href="/alertes" nombre libelle precision="à examiner" urgent=true/> }
    });
    let demandes = accueil.demandes.map(|compte| {
        let demande = |nombre: u64| selon(nombre, "demande", "demandes");
        let (ouvertes, en_retard) = (compte.ouvertes, compte.en_retard);
        view! {
            <Compteur href="/demandes?voir=en-retard" nombre=en_retard libelle=demande(en_retard) precision="en retard" urgent=true/>
            <Compteur href="/demandes?voir=a-repondre" nombre=ouvertes libelle=demande(ouvertes) precision="à répondre"/>
        }
    });
    view! {
        <Section titre="À traiter" id="a-traiter">
            <Compteurs>{demandes}{alertes}</Compteurs>
        </Section>
    }
    .into_any()
}
