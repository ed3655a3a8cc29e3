//! Facts, each a name and a value.

use leptos::prelude::*;

/// Facts: a name and a value on each row.
#[component]
pub fn Definitions(#[prop(optional)] empilees: bool, children: Children) -> impl IntoView {
    view! { <dl class=if empilees { "definitions empilees" } else { "definitions" }>{children()}</dl> }
}

/// One fact of `Definitions`.
#[component]
pub fn Fait(#[prop(into)] nom: String, children: Children) -> impl IntoView {
    view! { <div><dt>{nom}</dt><dd>{children()}</dd></div> }
}
