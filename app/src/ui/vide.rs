//! What stands there when there is nothing.

use leptos::prelude::*;

/// There is nothing here: says so, and `children` says what to do next.
#[component]
pub fn EtatVide(#[prop(into)] titre: String, children: Children) -> impl IntoView {
    view! { <div class="vide"><p><strong>{titre}</strong></p>{children()}</div> }
}
