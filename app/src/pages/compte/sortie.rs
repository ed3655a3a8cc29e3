//! The way out of a screen that lets nothing else be done.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::server::Echec;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn SeDeconnecter() -> impl IntoView {
    let session = use_session();
    let refus = RwSignal::new(None::<Echec>);
    let quitter = move || spawn_local(async move { refus.set(session.quitter().await.err()) });
    view! {
        {move || refus.get().map(|echec| view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec.detail().to_owned()}</p></Alerte> })}
        <div class="actions"><Bouton genre=Genre::Discret au_clic=quitter>"Se déconnecter"</Bouton></div>
    }
    .into_any()
}
