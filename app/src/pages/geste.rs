//! Somebody acted first: told the same way on every page, above what is there now.

use leptos::prelude::*;

use crate::ui::*;

const ID: &str = "devance";

/// `titre`: on what; `fait`: who did what; `saisie`: what was typed in vain, to be copied.
pub fn devance(titre: &'static str, fait: Option<String>, saisie: &str) -> AnyView {
    let saisie = (!saisie.trim().is_empty()).then(|| format!("Vous aviez écrit : «\u{a0}{saisie}\u{a0}»."));
    // After the dialog has closed, which gives the focus back to its button.
    request_animation_frame(|| met_au_point(ID));
    view! {
        <div id=ID tabindex="-1" class="pas-imprime">
            <Alerte ton=Ton::Attention titre vivante=true>
                {fait.map(|fait| view! { <p>{fait}</p> })}
                <p>"Rien de ce que vous demandiez n’a été fait. Voici ce qu’il en est maintenant : relisez avant de continuer."</p>
                {saisie.map(|saisie| view! { <p>{saisie}</p> })}
            </Alerte>
        </div>
    }
    .into_any()
}
