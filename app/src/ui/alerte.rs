//! Messages in the page, by tone.

use leptos::prelude::*;

use super::{Picto, Ton};

/// A message in the page.
#[component]
pub fn Alerte(
    #[prop(default = Ton::Info)] ton: Ton,
    #[prop(optional, into)] titre: Option<String>,
    /// Read aloud when it appears: at once for an error, politely otherwise.
    #[prop(optional)]
    vivante: bool,
    children: Children,
) -> impl IntoView {
    let role = vivante.then_some(if ton == Ton::Erreur { "alert" } else { "status" });
    view! {
        <div class=format!("alerte {}", ton.nom()) role=role>
            <Picto icone=ton.icone()/>
            {titre.map(|titre| view! { <p><strong>{titre}</strong></p> })}
            <div>{children()}</div>
        </div>
    }
}
