//! Outside the hours of the organisation, full screen; the page in progress waits behind.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::pied::PiedPleinEcran;
use crate::pages::session::{Voie, use_sortie};
use crate::server::Echec;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Fermeture() -> impl IntoView {
    let session = use_session();
    move || session.fermee().map(|quand| view! { <Ecran quand/> })
}

#[component]
fn Ecran(quand: String) -> impl IntoView {
    let session = use_session();
    let occupe = RwSignal::new(false);
    let refus = RwSignal::new(None::<Echec>);
    let reessayer = move || {
        occupe.set(true);
        spawn_local(async move {
            let issue = session.rouvrir().await;
            refus.try_set(issue.err());
            occupe.try_set(false);
        });
    };
    let sortie = use_sortie();
    view! {
        <div class="entrave">
            <main class="page etroite">
                <p class="nom"><Marque/>"Réciproque"</p>
                <Titre texte="Fermé à cette heure"/>
                <p>{quand}</p>
                {move || refus.get().map(|echec| view! { <Alerte ton=Ton::Attention vivante=true><p>{echec.titre().to_owned()}</p></Alerte> })}
                <div class="actions">
                    <Bouton occupe au_clic=reessayer>"Réessayer"</Bouton>
                    <Bouton genre=Genre::Discret au_clic=move || sortie.demande(Voie::Quitter)>"Se déconnecter"</Bouton>
                </div>
            </main>
            <PiedPleinEcran/>
        </div>
    }
    .into_any()
}
