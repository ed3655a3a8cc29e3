use leptos::{html::Dialog, prelude::*};

/// A modal question. Native: it traps the focus, closes on Escape and gives the focus back.
#[component]
pub fn Dialogue(
    ouvert: RwSignal<bool>,
    #[prop(into)] titre: Signal<String>,
    /// The buttons.
    #[prop(optional, into)]
    pied: Option<ViewFn>,
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
    view! {
        <dialog class="dialogue" aria-label=titre node_ref=boite on:close=move |_| ouvert.set(false)>
            <div class="dialogue-tete"><h2>{titre}</h2></div>
            <div class="dialogue-corps">{children()}</div>
            {pied.map(|pied| view! { <div class="dialogue-pied actions">{pied.run()}</div> })}
        </dialog>
    }
}
