//! Shortly before the organisation's access closes, every page says so.

use std::time::Duration;

use leptos::prelude::*;
use reciproque_shared::compte::avis_fermeture;

use super::Session;
use crate::ui::*;

/// Time between two looks at the clock.
const TOUTES_LES: Duration = Duration::from_secs(10);

/// « Votre organisation accède à Réciproque jusqu’à 23 h », ten minutes before.
#[component]
pub fn FermetureProche(session: Session) -> impl IntoView {
    let avis = RwSignal::new(None::<String>);
    let annonceur = use_annonceur();
    // What the server's clock said, and the instant at which it was read here.
    let lue = Memo::new(move |_| {
        session.phase.track();
        session.lire(|etat| (etat.maintenant, etat.ferme_a))
    });
    let lue_a = StoredValue::new(0.0);
    let regarde = move || {
        let dit = match lue.get_untracked() {
            Some((maintenant, Some(ferme_a))) => {
                let ecoulees = (js_sys::Date::now() - lue_a.get_value()) / 1000.0;
                avis_fermeture((ferme_a - maintenant).as_seconds_f64() - ecoulees, ferme_a.time())
            }
            _ => None,
        };
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
