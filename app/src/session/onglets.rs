//! The other tabs of the same browser share the session: they tell each other that it
//! goes on, and whose it is, and that it was closed. Only the number of the agent travels,
//! negative for good-bye.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ConsulterSession;
use reciproque_shared::session::Veille;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{DECONNEXION, Session, repartir};
use crate::server::appeler;

const CANAL: &str = "reciproque-session";

thread_local! {
    // One channel, kept open: a channel that is dropped may lose its last words.
    static OUVERT: Option<BroadcastChannel> = BroadcastChannel::new(CANAL).ok();
}

/// Tells the other tabs that the session is alive.
pub(super) fn dire_actif(session: Session) {
    if let Some(agent) = agent(session) {
        dire(agent);
    }
}

/// Tells the other tabs that the agent has signed out: nothing may stay on their screens.
pub(super) fn dire_parti(session: Session) {
    if let Some(agent) = agent(session) {
        dire(-agent);
    }
}

fn dire(nombre: i64) {
    OUVERT.with(|canal| {
        if let Some(canal) = canal {
            // Fails only on a closed channel, which never is.
            let _ = canal.post_message(&(nombre as f64).into());
        }
    });
}

fn agent(session: Session) -> Option<i64> {
    session.lire(|etat| etat.agent)
}

/// Hears the other tabs, as long as the app lives.
pub(super) fn ecouter(session: Session) {
    let entend = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let (Some(moi), Some(actif)) = (agent(session), message.data().as_f64()) else { return };
        if actif == -(moi as f64) {
            repartir(DECONNEXION);
        } else if moi as f64 != actif {
            // Another agent signed in elsewhere: this page is not theirs.
            repartir("/");
        } else if session.veille.get_untracked() == Veille::Expiree {
            reprendre(session, moi);
        } else {
            session.vue_a.set_value(js_sys::Date::now());
        }
    });
    OUVERT.with(|canal| {
        if let Some(canal) = canal {
            canal.set_onmessage(Some(entend.as_ref().unchecked_ref()));
        }
    });
    entend.forget();
}

/// The agent came back in another tab: this one follows, once the server confirms it.
fn reprendre(session: Session, moi: i64) {
    spawn_local(async move {
        match appeler::<ConsulterSession>((), ()).await {
            Ok(etat) if etat.agent == moi => session.reprendre(etat),
            Ok(_) => repartir("/"),
            Err(_) => {}
        }
    });
}
