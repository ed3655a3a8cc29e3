//! The NIR: masked, shown whole on request. Each request is traced; it hides itself.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use reciproque_shared::api::RevelerNir;
use reciproque_shared::habilitation::Acte;

use crate::pages::geste::Envoi;
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

/// How long it stays in sight.
const AFFICHAGE: Duration = Duration::from_secs(30);

#[component]
pub fn NirMasque(dossier: i64, personne: i64, masque: String) -> impl IntoView {
    let (complet, envoi) = (RwSignal::new(None::<String>), Envoi::nouveau());
    let attente = StoredValue::new(None::<TimeoutHandle>);
    let annonceur = use_annonceur();
    let masquer = move || {
        complet.try_set(None);
        if let Some(attente) = attente.try_update_value(Option::take).flatten() {
            attente.clear();
        }
    };
    on_cleanup(masquer);
    let afficher = move || {
        envoi.lance(appeler::<RevelerNir>((dossier, personne), ()), move |lu| {
            complet.set(Some(lu.nir));
            annonceur.dit("NIR affiché pendant 30 secondes");
            attente.set_value(set_timeout_with_handle(masquer, AFFICHAGE).ok());
        });
    };
    let refus = Memo::new(move |_| envoi.erreurs.phrases());
    let bascule = move || if complet.with_untracked(Option::is_some) { masquer() } else { afficher() };
    let permis = use_session().permet(Acte::RevelerNir);
    let mot = move || if complet.with(Option::is_some) { "Masquer" } else { "Afficher" };
    view! {
        <span>{move || complet.get().unwrap_or_else(|| masque.clone())}</span>
        {permis.then(|| view! {
            " "
            <Bouton genre=Genre::Discret petit=true icone=Icone::Oeil occupe=envoi.occupe au_clic=bascule>
                {mot}<span class="invisible">" le NIR (enregistré au journal)"</span>
            </Bouton>
        })}
        {move || (!refus.read().is_empty()).then(|| view! { <p class="champ-erreur" role="alert">{refus.get()}</p> })}
    }
}
