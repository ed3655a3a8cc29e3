//! What stands there while something loads.

use leptos::prelude::*;

/// Grey lines while something loads: the page does not jump when it arrives.
#[component]
pub fn Squelette(#[prop(default = 3)] lignes: usize) -> impl IntoView {
    view! {
        <div class="squelette" role="status">
            <span class="invisible">"Chargement…"</span>
            {(0..lignes).map(|_| view! { <i></i> }).collect_view()}
        </div>
    }
}
