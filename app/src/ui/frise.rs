//! A history, step by step.

use leptos::prelude::*;

/// The history of something: newest `Etape` first.
#[component]
pub fn Frise(children: Children) -> impl IntoView {
    view! { <ol class="frise" role="list">{children()}</ol> }
}

/// What happened, who did it and when, and why when a reason was given.
#[component]
pub fn Etape(
    #[prop(into)] quoi: String,
    #[prop(into)] qui_quand: String,
    #[prop(optional, into)] motif: Option<String>,
    /// Where there is more of it: address and words.
    #[prop(optional, into)]
    lien: Option<(String, &'static str)>,
    /// The present state.
    #[prop(optional)]
    courante: bool,
) -> impl IntoView {
    view! {
        <li aria-current=courante.then_some("step")>
            <b>{quoi}</b>
            <p>{qui_quand}</p>
            {lien.map(|(href, mots)| view! { <p><a href=href>{mots}</a></p> })}
            {motif.map(|motif| view! { <blockquote>{motif}</blockquote> })}
        </li>
    }
}
