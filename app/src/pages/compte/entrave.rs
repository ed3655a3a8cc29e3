//! What must be done before anything else, full screen. The page in progress, if there is
//! one, waits behind it as it was.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ConsulterSession;
use reciproque_shared::habilitation::Entrave;
use reciproque_shared::session::{EtatSession, Veille};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cles::Ajout;
use super::second_facteur::{Installation, Presentation};
use super::{ChangementMotDePasse, ParCle, SeDeconnecter};
use crate::pages::habilitation::Signature;
use crate::pages::pieces::{self, tardive};
use crate::pages::pied::PiedPleinEcran;
use crate::pages::session::rendre_le_focus;
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

/// Stands in front of everything as long as something must be done first.
#[component]
pub fn Entraves() -> impl IntoView {
    let session = use_session();
    let entrave = Memo::new(move |_| session.entrave().filter(|_| session.veille() != Veille::Expiree));
    move || entrave.get().map(|_| view! { <div class="entrave">{tardive(pieces::EcranEntrave)}</div> })
}

/// What must be done now; nothing when it was done while this screen was on its way.
#[component]
pub fn EcranEntrave() -> impl IntoView {
    use_session().entrave().map(ecran).into_any()
}

fn ecran(entrave: Entrave) -> AnyView {
    let session = use_session();
    let quitte = document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let quitte = StoredValue::new_local(quitte);
    on_cleanup(move || rendre_le_focus(quitte));
    let leve = move |etat: EtatSession| spawn_local(session.lever(etat));
    view! {
        {session.formation().then(|| view! { <BandeauFormation/> })}
        <main class="page etroite">
            <p class="nom"><Marque/>"Réciproque"</p>
            <Titre texte=entrave.libelle()/>
            <p>{explication(entrave)}</p>
            {geste(entrave, Callback::new(leve))}
            <SeDeconnecter/>
        </main>
        <PiedPleinEcran/>
    }
    .into_any()
}

/// Why it is asked, in a few words.
const fn explication(entrave: Entrave) -> &'static str {
    match entrave {
        Entrave::MotDePasseAChanger => {
            "Votre mot de passe vous a été remis par quelqu’un d’autre, ou date de trop longtemps. Choisissez-en un \
             que vous êtes seul à connaître ; rien de ce qui était saisi n’est perdu."
        }
        autre => autre.que_faire(),
    }
}

fn geste(entrave: Entrave, leve: Callback<EtatSession>) -> AnyView {
    match entrave {
        Entrave::MotDePasseAChanger => view! { <ChangementMotDePasse fait=leve/> }.into_any(),
        Entrave::SecondFacteurAttendu => view! { <Presentation fait=leve/> }.into_any(),
        Entrave::CleAttendue => {
            view! { <div class="actions"><ParCle fait=leve genre=Genre::Principal/></div> }.into_any()
        }
        Entrave::SecondFacteurAInstaller => {
            view! { <Installation d_abord=true fait=leve/> {cle_plutot(leve)} }.into_any()
        }
        Entrave::EngagementASigner => view! { <Signature fait=leve/> }.into_any(),
    }
}

/// A passkey in place of the application: it is added here, and presented next.
fn cle_plutot(leve: Callback<EtatSession>) -> Option<AnyView> {
    let session = use_session();
    let suite = move || async move {
        match appeler::<ConsulterSession>((), ()).await {
            Ok(etat) => leve.run(etat),
            Err(_) => session.ouvrir(),
        }
    };
    let ajoutee = Callback::new(move |()| spawn_local(suite()));
    session.cles_possibles().then(|| {
        view! {
            <details class="plutot">
                <summary>"Utiliser plutôt une clé d’accès"</summary>
                <p>"Votre appareil vous reconnaît par l’empreinte, le visage ou son propre code : la clé qu’il garde vaut les deux facteurs."</p>
                <Ajout noms=Vec::new() ajoutee/>
            </details>
        }
        .into_any()
    })
}
