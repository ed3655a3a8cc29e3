//! Signing in with a passkey: one button.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::session::EtatSession;

use crate::session::{par_cle, use_session};
use crate::ui::*;

/// The button, where the browser knows passkeys. `fait` is told who came in.
#[component]
pub fn ParCle(fait: Callback<EtatSession>, #[prop(optional)] genre: Option<Genre>) -> impl IntoView {
    let session = use_session();
    let refus = RwSignal::new(None::<String>);
    let occupe = RwSignal::new(false);
    let genre = genre.unwrap_or(Genre::Secondaire);
    let entrer = move || {
        occupe.set(true);
        refus.set(None);
        spawn_local(async move {
            match par_cle().await {
                Ok(etat) => fait.run(etat),
                Err(dit) => drop(refus.try_set(Some(dit))),
            }
            occupe.try_set(false);
        });
    };
    move || {
        session.cles_possibles().then(|| {
            view! {
                {move || refus.get().map(|dit| view! { <Alerte ton=Ton::Erreur vivante=true><p>{dit}</p></Alerte> })}
                <Bouton genre occupe au_clic=entrer>"Utiliser une clé d’accès"</Bouton>
            }
        })
    }
}
