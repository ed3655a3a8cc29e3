//! Inactivity: told two minutes before the session ends, one key extends it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ProlongerSession;
use reciproque_shared::mots::combien;
use reciproque_shared::session::{Veille, preavis_s};

use super::{Voie, use_sortie};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

/// « Votre session se ferme dans 2 minutes », with one key to extend it.
#[component]
pub fn Avertissement() -> impl IntoView {
    let (session, sortie) = (use_session(), use_sortie());
    let ouvert = RwSignal::new(false);
    Effect::new(move || ouvert.set(session.veille() == Veille::Avertie));
    // Closing the dialog in any way is a sign of life.
    Effect::new(move |etait: Option<bool>| {
        let est = ouvert.get();
        if etait == Some(true) && !est && untrack(|| session.veille()) == Veille::Avertie {
            // A refusal shows by itself: the session is then over.
            spawn_local(async { drop(appeler::<ProlongerSession>((), ()).await) });
        }
        est
    });
    let titre = Signal::derive(move || {
        ouvert.track();
        let inactivite_s = session.suivre(|etat| etat.inactivite_s).unwrap_or_default();
        format!("Votre session se ferme dans {}", duree(preavis_s(inactivite_s)))
    });
    let pied = move || {
        view! {
            <Bouton au_clic=move || ouvert.set(false) attr:autofocus=true>"Rester connecté"</Bouton>
            <Bouton genre=Genre::Secondaire au_clic=move || sortie.demande(Voie::Quitter)>"Se déconnecter"</Bouton>
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
        autre => combien(autre, "seconde"),
    }
}
