//! Counts that open their list.

use leptos::prelude::*;
use reciproque_shared::accueil::nombre_lu;

/// A row of `Compteur`.
#[component]
pub fn Compteurs(children: Children) -> impl IntoView {
    view! { <ul class="compteurs" role="list">{children()}</ul> }
}

/// A count that opens its list. Dimmed at zero.
#[component]
pub fn Compteur(
    #[prop(into)] href: String,
    #[prop(into)] nombre: u64,
    /// What is counted, so that number and words read as one sentence.
    #[prop(into)]
    libelle: String,
    #[prop(optional, into)] precision: String,
    /// Something is late; says so in `precision`, colour only repeats it.
    #[prop(optional)]
    urgent: bool,
) -> impl IntoView {
    let classe = match (nombre, urgent) {
        (0, _) => "compteur nul",
        (_, true) => "compteur urgent",
        _ => "compteur",
    };
    view! {
        <li>
            <a class=classe href=href>
                <span class="compteur-nombre">{nombre_lu(nombre)}" "</span>
                <b>{libelle}" "</b>
                <small>{precision}</small>
            </a>
        </li>
    }
}
