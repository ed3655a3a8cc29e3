//! A new rendez-vous for one adult.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use reciproque_shared::api::PreparerRendezVous;
use reciproque_shared::fiche_rendez_vous::PreparationRendezVous;

use super::entete::avec;
use super::envoi::creer;
use super::formulaire::{Formulaire, FormulaireRendezVous, Suite};
use super::passage;
use crate::pages::use_lecture;
use crate::ui::*;

#[component]
pub fn NouveauRendezVous() -> impl IntoView {
    let parametres = use_params_map();
    let personne = Memo::new(move |_| {
        parametres.with(|p| p.get_str("personne").and_then(|n| n.parse().ok()).unwrap_or(0_i64))
    });
    let lecture = use_lecture::<PreparerRendezVous>(move || (personne.get(), ()));
    let vue = lecture.vue(|preparation| formulaire(&preparation));
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Nouveau rendez-vous"/>
            {vue}
        </main>
    }
    .into_any()
}

fn formulaire(preparation: &PreparationRendezVous) -> AnyView {
    let PreparationRendezVous { personne: concernee, equipe, depart } = preparation.clone();
    let formulaire = Formulaire::new(depart, "");
    let va = use_navigate();
    let personne = concernee.personne;
    let envoyer = Callback::new(move |saisie| {
        let va = va.clone();
        spawn_local(async move {
            if let Some(Suite::Enregistre(fiche)) = formulaire.recevoir(creer(personne, saisie).await) {
                passage::laisser("Rendez-vous enregistré.");
                let remplace = NavigateOptions { replace: true, ..Default::default() };
                va(&format!("/rendez-vous/{}", fiche.ligne.id), remplace);
            }
        });
    });
    let retour = format!("/dossiers/{}", concernee.dossier);
    let renoncer =
        move || view! { <LienBouton href=retour.clone() genre=Genre::Secondaire>"Renoncer"</LienBouton> };
    view! {
        {avec(&concernee)}
        <FormulaireRendezVous formulaire equipe libelle="Enregistrer le rendez-vous" envoyer renoncer/>
    }
    .into_any()
}
