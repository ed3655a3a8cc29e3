//! Inactivity: told two minutes before the session ends, one key extends it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ProlongerSession;
use reciproque_shared::session::{Veille, preavis_s};

use super::{Session, use_session};
use crate::server::appeler;
use crate::ui::*;

/// Looks at the clock each second, and at once when the tab is shown again.
pub(super) fn surveiller(session: Session) {
    let regarde = move || {
        let inactivite_s = session.lire(|etat| etat.inactivite_s);
        let (Some(inactivite_s), avant) = (inactivite_s, session.veille.get_untracked()) else { return };
        let ecoulees = (js_sys::Date::now() - session.vue_a.get_value()) / 1000.0;
        let veille = Veille::apres(ecoulees, inactivite_s);
        // Only the password brings back an expired session.
        if avant != Veille::Expiree && avant != veille {
            session.veille.set(veille);
        }
    };
    let horloge = set_interval_with_handle(regarde, Duration::from_secs(1));
    let retour = window_event_listener_untyped("focus", move |_| regarde());
    on_cleanup(move || {
        retour.remove();
        if let Ok(horloge) = horloge {
            horloge.clear();
        }
    });
}

/// « Votre session se ferme dans 2 minutes », with one key to extend it.
#[component]
pub fn Avertissement() -> impl IntoView {
    let session = use_session();
    let ouvert = RwSignal::new(false);
    Effect::new(move || ouvert.set(session.veille() == Veille::Avertie));
    // Closing the dialog in any way is a sign of life.
    Effect::new(move |etait: Option<bool>| {
        let est = ouvert.get();
        if etait == Some(true) && !est && session.veille.get_untracked() == Veille::Avertie {
            // A refusal shows by itself: the session is then over.
            spawn_local(async { drop(appeler::<ProlongerSession>((), ()).await) });
        }
        est
    });
    let titre = Signal::derive(move || {
        ouvert.track();
        let inactivite_s = session.lire(|etat| etat.inactivite_s).unwrap_or_default();
        format!("Votre session se ferme dans {}", duree(preavis_s(inactivite_s)))
    });
    let pied = move || {
        let quitter = move || {
            spawn_local(async move { drop(session.quitter().await) });
        };
        view! {
            <Bouton au_clic=move || ouvert.set(false) attr:autofocus=true>"Rester connecté"</Bouton>
            <Bouton genre=Genre::Secondaire au_clic=quitter>"Se déconnecter"</Bouton>
        }
    };
    view! {
        <Dialogue ouvert titre pied>
            <p>"Vous n’avez rien demandé au serveur depuis un moment. Appuyez sur Entrée pour rester connecté. Sinon, la page sera masquée et votre mot de passe redemandé ; rien de ce qui est saisi ne sera perdu."</p>
        </Dialogue>
    }
}

fn duree(secondes: u32) -> String {
    match secondes {
        120 => "2 minutes".to_owned(),
        1 => "1 seconde".to_owned(),
        autre => format!("{autre} secondes"),
    }
}
