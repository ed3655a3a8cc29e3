//! Shortly before the organisation's access closes, or the session reaches its longest life,
//! every page says so.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ConsulterSession;
use reciproque_shared::compte::{avis_fermeture, avis_fin_session};
use reciproque_shared::session::Veille;

use crate::server::appeler;
use crate::session::Session;
use crate::ui::*;

/// Time between two looks at the clock.
const TOUTES_LES: Duration = Duration::from_secs(10);

/// « Votre organisation accède à Réciproque jusqu’à 23 h », ten minutes before; the same of the
/// end of the session.
#[component]
pub fn FermetureProche(session: Session) -> impl IntoView {
    let avis = RwSignal::new(None::<String>);
    let annonceur = use_annonceur();
    // What the server's clock said, and the instant at which it was read here.
    let lue = Memo::new(move |_| session.suivre(|etat| (etat.maintenant, etat.ferme_a, etat.finit_a)));
    let lue_a = StoredValue::new(0.0);
    let finie = StoredValue::new(false);
    let regarde = move || {
        let Some((maintenant, ferme_a, finit_a)) = lue.get_untracked() else { return };
        let ecoulees = (js_sys::Date::now() - lue_a.get_value()) / 1000.0;
        let reste = |a: chrono::NaiveDateTime| (a - maintenant).as_seconds_f64() - ecoulees;
        let fermeture = ferme_a.and_then(|a| avis_fermeture(reste(a), a.time()));
        // Closed hours last longer than signing in again: they are told first.
        let dit = fermeture.or_else(|| avis_fin_session(reste(finit_a), finit_a.time()));
        if reste(finit_a) <= 0.0 && !finie.get_value() {
            finie.set_value(true);
            verifier(session);
        }
        if avis.with_untracked(|avant| *avant != dit) {
            if let Some(dit) = &dit {
                annonceur.dit(dit);
            }
            avis.set(dit);
        }
    };
    Effect::new(move || {
        lue.track();
        lue_a.set_value(js_sys::Date::now());
        finie.set_value(false);
        regarde();
    });
    let horloge = set_interval_with_handle(regarde, TOUTES_LES);
    on_cleanup(move || {
        if let Ok(horloge) = horloge {
            horloge.clear();
        }
    });
    move || {
        avis.get()
            .map(|dit| view! { <section class="rappel" aria-label="Fermeture prochaine"><Alerte ton=Ton::Attention><p>{dit}</p></Alerte></section> })
    }
}

/// The hour has come: the server says that the session is over, or that it was opened again in
/// another tab meanwhile.
fn verifier(session: Session) {
    if untrack(|| session.veille()) == Veille::Expiree {
        return;
    }
    spawn_local(async move {
        if let Ok(etat) = appeler::<ConsulterSession>((), ()).await {
            session.entrer(etat);
        }
    });
}
