//! Inactivity: known two minutes before the session ends.

use std::time::Duration;

use leptos::prelude::*;
use reciproque_shared::session::Veille;

use super::Session;

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
