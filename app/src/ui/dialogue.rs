//! The native modal dialog.

use leptos::{ev::Event, html::Dialog, prelude::*};

/// A modal question. Native: it traps the focus, closes on Escape and gives the focus back.
#[component]
pub fn Dialogue(
    ouvert: RwSignal<bool>,
    #[prop(into)] titre: Signal<String>,
    /// The buttons.
    #[prop(optional, into)]
    pied: Option<ViewFn>,
    /// Only the app closes it: Escape does not.
    #[prop(optional)]
    imperatif: bool,
    children: Children,
) -> impl IntoView {
    let boite = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(boite) = boite.get() else { return };
        match (ouvert.get(), boite.open()) {
            // Fails only when the element has left the page: nothing to open then.
            (true, false) => drop(boite.show_modal()),
            (false, true) => boite.close(),
            _ => {}
        }
    });
    let renonce = move |ev: Event| {
        if imperatif {
            ev.prevent_default();
        }
    };
    let ferme = move |_| match boite.get_untracked() {
        // Browsers let a second Escape through whatever the page says.
        Some(boite) if imperatif && ouvert.get_untracked() => drop(boite.show_modal()),
        _ => ouvert.set(false),
    };
    view! {
        <dialog class="dialogue" aria-label=titre node_ref=boite on:cancel=renonce on:close=ferme>
            <div class="dialogue-tete"><h2>{titre}</h2></div>
            <div class="dialogue-corps">{children()}</div>
            {pied.map(|pied| view! { <div class="dialogue-pied actions">{pied.run()}</div> })}
        </dialog>
    }
}
