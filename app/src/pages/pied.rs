//! Under every page, and what stands full screen: the notice for the people concerned.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::Acte;

use crate::session::use_session;

/// Under every page: the notice for the people concerned, and what is traced. It comes and goes
/// with its page, so that none pushes it.
#[component]
pub fn Pied() -> impl IntoView {
    let session = use_session();
    let trace = untrack(|| session.etat()).map(|_| {
        let consultations = untrack(|| session.permet(Acte::ConsulterMesConsultations)).then(|| {
            view! { <a href="/mes-consultations">"Mes consultations"</a>" · " }
        });
        view! {
            "Chaque consultation est enregistrée à votre nom. "
            {consultations}
            <a href="/mon-engagement">"Mon engagement"</a>
            " · "
        }
    });
    view! { <footer class="pied"><p>{trace}<a href="/information">"Vos données, vos droits"</a></p></footer> }
        .into_any()
}

/// In a tab of its own: what was being done waits where it is.
#[component]
pub fn PiedPleinEcran() -> impl IntoView {
    view! {
        <footer class="pied">
            <p><a href="/information" target="_blank">"Vos données, vos droits (nouvel onglet)"</a></p>
        </footer>
    }
    .into_any()
}

/// Who printed it and when, on paper only. It is the person's own: nothing forbids to show it.
pub fn imprime_par() -> AnyView {
    let session = use_session();
    let texte = untrack(|| {
        let qui =
            session.etat().map(|e| format!("{} {}, {}", e.prenom, e.nom, e.organisation)).unwrap_or_default();
        format!("Imprimé le {} par {qui}.", date::court(session.aujourd_hui()))
    });
    view! { <p class="a-imprimer discret">{texte}</p> }.into_any()
}
