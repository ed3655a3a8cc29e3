//! A new rendez-vous for one adult.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterRendezVous, PreparerRendezVous};
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, PreparationRendezVous};

use super::brouillon::nouveau;
use super::entete::avec;
use super::formulaire::formulaire;
use crate::pages::geste::{Dit, laisser};
use crate::pages::{adresse_dossier, numero, remettre, use_lecture};
use crate::ui::*;

#[component]
pub fn NouveauRendezVous() -> impl IntoView {
    let personne = numero("personne");
    let lecture = use_lecture::<PreparerRendezVous>(move || (personne.get(), ()));
    let vue = lecture.vue(|preparation| saisie(&preparation));
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Nouveau rendez-vous"/>
            {vue}
        </main>
    }
    .into_any()
}

fn saisie(preparation: &PreparationRendezVous) -> AnyView {
    let va = use_navigate();
    let fait = Callback::new(move |fiche: FicheRendezVous| {
        laisser(Dit::Fait, "Rendez-vous enregistré.");
        let id = fiche.ligne.id;
        remettre::<ConsulterRendezVous>(&id, Arc::new(fiche));
        va(&format!("/rendez-vous/{id}"), NavigateOptions { replace: true, ..Default::default() });
    });
    let personne = &preparation.personne;
    let href = adresse_dossier(personne.dossier, personne.personne);
    let retour = |_: &_| {
        view! { <LienBouton href genre=Genre::Secondaire>"Retour au dossier"</LienBouton> }.into_any()
    };
    view! {
        {avec(personne)}
        {formulaire(nouveau(preparation), ("", "Enregistrer le rendez-vous"), fait, |_| {}, retour)}
    }
    .into_any()
}
