//! Under what stands full screen: the notice for the people concerned.

use leptos::prelude::*;

/// In a tab of its own: what was being done waits where it is.
#[component]
pub fn PiedPleinEcran() -> impl IntoView {
    view! {
        <footer class="pied">
            <p><a href="/information" target="_blank">"Vos données, vos droits (nouvel onglet)"</a></p>
        </footer>
    }
    .into_any()
}
