//! Inactivity: told two minutes before the session ends, one key extends it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ProlongerSession;

use super::{Session, use_session};
use crate::server::appeler;
use crate::ui::*;

/// How awake the session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Veille {
    #[default]
    Active,
    /// It ends soon.
    Avertie,
    /// It is over: the page is hidden until the agent is back.
    Expiree,
}

impl Veille {
    /// `ecoulees` seconds after the last activity, when the session lasts `inactivite_s`.
    fn apres(ecoulees: f64, inactivite_s: u32) -> Self {
        let duree = f64::from(inactivite_s);
        match ecoulees {
            e if e >= duree => Self::Expiree,
            e if e >= duree - f64::from(preavis_s(inactivite_s)) => Self::Avertie,
            _ => Self::Active,
        }
    }
}

/// How long before the end the agent is told: two minutes, or half of a short session.
fn preavis_s(inactivite_s: u32) -> u32 {
    if inactivite_s < 240 { inactivite_s / 2 } else { 120 }
}

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

#[cfg(test)]
mod tests {
    use super::Veille;

    #[test]
    fn prevenue_deux_minutes_avant_ou_a_la_moitie() {
        for (ecoulees, inactivite_s, attendue) in [
            (0.0, 1800, Veille::Active),
            (1679.9, 1800, Veille::Active),
            (1680.0, 1800, Veille::Avertie),
            (1799.9, 1800, Veille::Avertie),
            (1800.0, 1800, Veille::Expiree),
            (2.9, 6, Veille::Active),
            (3.0, 6, Veille::Avertie),
            (6.0, 6, Veille::Expiree),
        ] {
            assert_eq!(Veille::apres(ecoulees, inactivite_s), attendue, "{ecoulees} s of {inactivite_s} s");
        }
    }
}
