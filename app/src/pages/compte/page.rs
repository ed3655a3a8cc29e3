//! The page « Mon compte ».

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterCompte;
use reciproque_shared::compte::Compte;
use reciproque_shared::date;
use reciproque_shared::session::EtatSession;

use super::ChangementMotDePasse;
use crate::pages::lecture::Lecture;
use crate::pages::{instant, use_lecture};
use crate::ui::*;

#[component]
pub fn MonCompte() -> impl IntoView {
    let lecture = use_lecture::<ConsulterCompte>(|| ((), ()));
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Mon compte"/>
            {lecture.vue(move |compte| lu(compte, lecture))}
        </main>
    }
    .into_any()
}

fn lu(compte: Arc<Compte>, lecture: Lecture<Compte>) -> AnyView {
    let change = compte.change_le.map_or_else(|| "date inconnue".to_owned(), instant);
    let echeance = compte.a_changer_le.map(|jour| {
        view! { <Fait nom="À changer le">{format!("{}, à votre connexion", date::court(jour))}</Fait> }
    });
    let annonceur = use_annonceur();
    let ouvert = RwSignal::new(false);
    let fait = Callback::new(move |_: EtatSession| {
        ouvert.set(false);
        annonceur.dit("Mot de passe changé. Vos autres sessions sont fermées.");
        lecture.relire();
    });
    view! {
        <Carte titre="Connexion" id="connexion">
            <Definitions>
                <Fait nom="Adresse électronique">{compte.email.clone()}</Fait>
                <Fait nom="Mot de passe choisi le">{change}</Fait>
                {echeance}
            </Definitions>
            <div class="actions">
                <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(true)>"Changer le mot de passe"</Bouton>
            </div>
        </Carte>
        <Dialogue ouvert titre="Changer le mot de passe">
            {move || ouvert.get().then(|| view! { <ChangementMotDePasse fait/> })}
        </Dialogue>
    }
    .into_any()
}
