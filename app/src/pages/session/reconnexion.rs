//! The session is over: the page is hidden, kept in memory, and given back to the same
//! agent where it was, the same field focused.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::session::{SaisieConnexion, Veille};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::pages::compte::ParCle;
use crate::pages::geste::Envoi;
use crate::session::{DECONNEXION, Session, repartir, use_session};
use crate::ui::*;

/// Asks for the password again once the session is over.
#[component]
pub fn Reconnexion() -> impl IntoView {
    let session = use_session();
    let ouvert = RwSignal::new(false);
    let quitte = StoredValue::new_local(None::<HtmlElement>);
    // Where the agent was is noted before the warning opens or the page is hidden: both
    // take the focus away.
    Effect::new_isomorphic(move |etait: Option<Veille>| {
        let est = session.veille();
        if est != Veille::Active && matches!(etait, None | Some(Veille::Active)) {
            quitte.set_value(document().active_element().and_then(|e| e.dyn_into().ok()));
        }
        ouvert.set(est == Veille::Expiree);
        if est == Veille::Active && etait == Some(Veille::Expiree) {
            rendre_le_focus(quitte);
        }
        est
    });
    view! {
        <Dialogue ouvert imperatif=true titre="Votre session s’est fermée">
            {move || ouvert.get().then(|| view! { <Formulaire session/> })}
        </Dialogue>
    }
}

/// Once the dialog is closed and the page visible again.
pub fn rendre_le_focus(quitte: StoredValue<Option<HtmlElement>, LocalStorage>) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(element) = quitte.try_get_value().flatten() {
                // Refused when the element has left the page meanwhile.
                let _ = element.focus();
            }
        });
    });
}

#[component]
fn Formulaire(session: Session) -> impl IntoView {
    let email = RwSignal::new(session.email());
    let mot_de_passe = RwSignal::new(String::new());
    let envoi = Envoi::nouveau();
    let premier =
        if email.with_untracked(String::is_empty) { "reconnexion-email" } else { "reconnexion-mot-de-passe" };
    // Once the dialog is open.
    request_animation_frame(move || met_au_point(premier));
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie =
            SaisieConnexion { email: email.get_untracked(), mot_de_passe: mot_de_passe.get_untracked() };
        let retour = async move {
            session.revenir(saisie).await.inspect_err(|_| drop(mot_de_passe.try_set(String::new())))
        };
        envoi.lance(retour, |()| {});
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    view! {
        <form class="reconnexion" novalidate on:submit=soumet>
            <p>"Elle est restée sans activité, ou a atteint sa durée maximale. La page est masquée et gardée telle quelle : reconnectez-vous pour la retrouver."</p>
            <ResumeErreurs erreurs titre="Connexion refusée"/>
            <ChampTexte id="reconnexion-email" libelle="Adresse électronique" valeur=email genre="email" auto="username"/>
            <ChampSecret id="reconnexion-mot-de-passe" libelle="Mot de passe" valeur=mot_de_passe/>
            <div class="actions">
                <Bouton soumet=true occupe>"Reprendre"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || repartir(DECONNEXION)>"Abandonner la page"</Bouton>
            </div>
            <ParCle fait=Callback::new(move |etat| spawn_local(session.retrouver(etat)))/>
        </form>
    }
}
