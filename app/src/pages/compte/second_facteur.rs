//! The second factor: presenting it, installing it, the recovery codes, giving it up.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{
    ConfirmerSecondFacteur, PresenterSecondFacteur, ProposerSecondFacteur, RenouvelerCodesSecours,
    RetirerSecondFacteur,
};
use reciproque_shared::compte::{SaisieCode, SaisieProposition, SecondFacteurPropose};
use reciproque_shared::date;
use reciproque_shared::session::CodesSecours;
use reciproque_shared::session::EtatSession;

use super::question::{Envoye, Question};
use crate::server::{Echec, appeler};
use crate::ui::*;

/// Asks for the code of the application, or for a recovery code.
#[component]
pub fn Presentation(fait: Callback<EtatSession>) -> impl IntoView {
    let envoyer = Callback::new(move |(code,)| -> Envoye {
        Box::pin(async move {
            let etat = appeler::<PresenterSecondFacteur>((), SaisieCode { code }).await?;
            fait.run(etat);
            Ok(())
        })
    });
    view! {
        <Question
            id="code"
            libelle="Code à six chiffres"
            indice="Celui que montre votre application d’authentification pour Réciproque. Sans votre téléphone : un de vos codes de secours."
            bouton="Continuer"
            envoyer
        />
    }
}

/// The password again, scan, type the code shown, note the recovery codes. `d_abord`: the account
/// must have a factor before anything else, and the password was given just before.
#[component]
pub fn Installation(#[prop(optional)] d_abord: bool, fait: Callback<EtatSession>) -> impl IntoView {
    let propose = RwSignal::new(None::<SecondFacteurPropose>);
    let codes = RwSignal::new(None::<CodesSecours>);
    let refus = RwSignal::new(None::<Echec>);
    let demander = move |mot_de_passe| async move {
        let lu = appeler::<ProposerSecondFacteur>((), SaisieProposition { mot_de_passe }).await?;
        propose.try_set(Some(lu));
        Ok::<(), Echec>(())
    };
    if d_abord {
        spawn_local(async move { refus.set(demander(String::new()).await.err()) });
    }
    let mot_de_passe = Callback::new(move |(saisi,)| -> Envoye { Box::pin(demander(saisi)) });
    let confirmer = Callback::new(move |(code,)| -> Envoye {
        Box::pin(async move {
            let installe = appeler::<ConfirmerSecondFacteur>((), SaisieCode { code }).await?;
            codes.try_set(Some(installe));
            Ok(())
        })
    });
    move || {
        match (codes.get(), propose.get(), refus.get()) {
        (Some(codes), ..) => view! { <NouveauxCodes codes fait/> }.into_any(),
        (_, Some(propose), _) => view! { <Secret propose confirmer/> }.into_any(),
        (_, _, Some(echec)) => {
            view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec.detail().to_owned()}</p></Alerte> }.into_any()
        }
        _ if d_abord => view! { <Squelette/> }.into_any(),
        _ => view! {
            <Question id="mot_de_passe" libelle="Votre mot de passe" secret=true bouton="Continuer" envoyer=mot_de_passe/>
        }
        .into_any(),
    }
    }
}

#[component]
fn Secret(propose: SecondFacteurPropose, confirmer: Callback<(String,), Envoye>) -> impl IntoView {
    let par_quatre: Vec<char> = propose.secret.trim_end_matches('=').chars().collect();
    let par_quatre: Vec<String> = par_quatre.chunks(4).map(|quatre| quatre.iter().collect()).collect();
    view! {
        <ol class="etapes">
            <li>"Ouvrez sur votre téléphone une application d’authentification : FreeOTP, Aegis, Google Authenticator, Microsoft Authenticator… Si vous n’en avez pas, installez-en une ; elles sont gratuites."</li>
            <li>
                "Ajoutez un compte en scannant ce dessin."
                <img class="qr" src=propose.image width="240" height="240" alt="Code QR à scanner ; la clé écrite dessous en tient lieu."/>
                <p>"Ou tapez cette clé : "<code class="cle">{par_quatre.join(" ")}</code></p>
            </li>
            <li>"Tapez ici le code à six chiffres que l’application montre."</li>
        </ol>
        <Question id="code" libelle="Code à six chiffres" bouton="Installer" envoyer=confirmer/>
    }
    .into_any()
}

/// Ten recovery codes, shown once.
#[component]
fn NouveauxCodes(codes: CodesSecours, fait: Callback<EtatSession>) -> impl IntoView {
    let CodesSecours { codes, etat } = codes;
    let entete = format!(
        "Réciproque, codes de secours de {} {}, le {}. Chacun sert une fois, après le mot de passe. À garder loin de l’ordinateur.",
        etat.prenom,
        etat.nom,
        date::court(etat.aujourd_hui)
    );
    let fini = move || fait.run(etat.clone());
    view! {
        <p class="a-imprimer">{entete}</p>
        <div class="pas-imprime"><Alerte ton=Ton::Succes titre="Second facteur en place" vivante=true>
            <p>"Voici dix codes de secours pour le jour où votre téléphone vous manque. Chacun sert une fois. Ils ne seront plus affichés : imprimez-les ou notez-les, et gardez-les loin de votre ordinateur."</p>
        </Alerte></div>
        <ul class="codes" role="list">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ul>
        <div class="actions">
            <BoutonImprimer/>
            <Bouton au_clic=fini>"Je les ai gardés"</Bouton>
        </div>
    }
    .into_any()
}

/// Ten others, once the application showed a code that has not served.
#[component]
pub fn Renouvellement(fait: Callback<EtatSession>) -> impl IntoView {
    let codes = RwSignal::new(None::<CodesSecours>);
    let envoyer = Callback::new(move |(code,)| -> Envoye {
        Box::pin(async move {
            let neufs = appeler::<RenouvelerCodesSecours>((), SaisieCode { code }).await?;
            codes.try_set(Some(neufs));
            Ok(())
        })
    });
    move || match codes.get() {
        Some(codes) => view! { <NouveauxCodes codes fait/> }.into_any(),
        None => view! {
            <Question
                id="code"
                libelle="Code à six chiffres de l’application"
                indice="Les codes de secours d’avant ne vaudront plus rien."
                bouton="Donner dix nouveaux codes"
                envoyer
            />
        }
        .into_any(),
    }
}

/// Gives the application up, against a code.
#[component]
pub fn Abandon(fait: Callback<EtatSession>) -> impl IntoView {
    let annonceur = use_annonceur();
    let envoyer = Callback::new(move |(code,)| -> Envoye {
        Box::pin(async move {
            let etat = appeler::<RetirerSecondFacteur>((), SaisieCode { code }).await?;
            annonceur.dit("Second facteur retiré. Vos autres sessions sont fermées.");
            fait.run(etat);
            Ok(())
        })
    });
    view! {
        <p>"Sans l’application, votre mot de passe suffira pour entrer : qui le volerait entrerait aussi. Les codes de secours ne vaudront plus rien et vos autres sessions seront fermées."</p>
        <Question
            id="code"
            libelle="Code de l’application, ou code de secours"
            bouton="Retirer l’application"
            envoyer
        />
    }
    .into_any()
}
