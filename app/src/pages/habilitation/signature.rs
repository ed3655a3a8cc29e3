//! The agent reads and signs the engagement and the charter: an explicit gesture on each.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{ConsulterSession, LireEngagement, SignerEngagement};
use reciproque_shared::habilitation::SaisieSignature;
use reciproque_shared::habilitation::fiche::EngagementALire;
use reciproque_shared::session::EtatSession;

use super::document::{texte_signe, visa};
use crate::pages::geste::Envoi;
use crate::pages::use_lecture;
use crate::server::{Echec, appeler};
use crate::ui::*;

/// Both texts, and the form that signs them; `fait` receives the session without its
/// hindrance.
#[component]
pub fn Signature(fait: Callback<EtatSession>) -> impl IntoView {
    let lecture = use_lecture::<LireEngagement>(|| ((), ()));
    lecture.vue(move |lu| view! { <Formulaire lu fait/> }.into_any())
}

#[component]
fn Formulaire(lu: Arc<EngagementALire>, fait: Callback<EtatSession>) -> impl IntoView {
    let (engagement, charte) = (RwSignal::new(false), RwSignal::new(false));
    let envoi = Envoi::nouveau();
    let lus = lu.clone();
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieSignature {
            engagement: lus.engagement.empreinte.clone(),
            charte: lus.charte.empreinte.clone(),
            engagement_accepte: engagement.get_untracked(),
            charte_acceptee: charte.get_untracked(),
        };
        envoi.lance(signer(saisie), move |etat| fait.run(etat));
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            {texte_signe(&lu.engagement)}
            <Case id="engagement_accepte" libelle="J’ai lu l’engagement de confidentialité et je le signe" coche=engagement/>
            {texte_signe(&lu.charte)}
            <Case id="charte_acceptee" libelle="J’ai lu la charte de l’utilisateur et je la signe" coche=charte/>
            <p class="discret">"Votre signature est ce geste : sa date, son heure et l’empreinte des deux textes sont gardées. Vous pourrez les relire et les imprimer."</p>
            <div class="actions"><Bouton soumet=true occupe>"Signer les deux textes"</Bouton></div>
        </form>
    }
    .into_any()
}

async fn signer(saisie: SaisieSignature) -> Result<EtatSession, Echec> {
    appeler::<SignerEngagement>((), saisie).await?;
    appeler::<ConsulterSession>((), ()).await
}

/// What I signed, to read again or to print.
#[component]
pub fn MonEngagement() -> impl IntoView {
    let lecture = use_lecture::<LireEngagement>(|| ((), ()));
    let vue =
        lecture.vue(|lu| view! { {texte_signe(&lu.engagement)}{texte_signe(&lu.charte)}{visa()} }.into_any());
    view! {
        <main id="contenu" class="page etroite">
            <div class="page-tete"><Titre texte="Mon engagement et la charte"/><div class="actions"><BoutonImprimer/></div></div>
            {vue}
        </main>
    }
    .into_any()
}
