//! What one does with the draft, always at hand: sign it, save it, drop it.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use reciproque_shared::cer::GesteCer;

use super::FormulaireCer;
use crate::pages::brouillon::{Gardee as _, ligne};
use crate::ui::*;

pub fn actions(formulaire: FormulaireCer) -> AnyView {
    let ecoute = window_event_listener(ev::keydown, move |ev| raccourci(&ev, formulaire));
    on_cleanup(move || ecoute.remove());
    let existe = formulaire.brouillon.with_value(Clone::clone);
    let existe = Memo::new(move |_| existe.existe());
    let enregistre = move || formulaire.brouillon.with_value(|brouillon| brouillon.enregistre());
    let etat = formulaire.brouillon.with_value(|brouillon| ligne(&brouillon.etat));
    view! {
        <div class="actions fixe">
            <Bouton soumet=true occupe=formulaire.occupe attr:aria-keyshortcuts="Alt+S">"Enregistrer les signatures"<kbd>"Alt+S"</kbd></Bouton>
            <Bouton genre=Genre::Secondaire au_clic=enregistre>"Enregistrer le brouillon"</Bouton>
            {move || existe.get().then(|| view! {
                <Bouton genre=Genre::Discret au_clic=move || formulaire.fait(GesteCer::Abandonner)>"Abandonner"</Bouton>
            })}
            {etat}
        </div>
    }
    .into_any()
}

/// Alt+S, by the place of the key: on some keyboards Alt+S writes a letter.
fn raccourci(ev: &KeyboardEvent, formulaire: FormulaireCer) {
    let modale = document().query_selector("dialog[open]").ok().flatten().is_some();
    if ev.alt_key() && !ev.ctrl_key() && ev.code() == "KeyS" && !modale {
        ev.prevent_default();
        formulaire.signe();
    }
}
