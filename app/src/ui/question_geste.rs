//! What is asked before a gesture is done.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{Bouton, Erreurs, Genre, ResumeErreurs};

/// In a `Dialogue`: what follows from a gesture, its fields, and the choice to do it or nothing.
#[component]
pub fn QuestionGeste(
    /// What follows from the gesture.
    #[prop(into)]
    effet: String,
    /// The words of the button that does it.
    #[prop(into)]
    faire: String,
    /// That of the dialog.
    ouvert: RwSignal<bool>,
    #[prop(into)] occupe: Signal<bool>,
    erreurs: Erreurs,
    #[prop(into)] confirme: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        confirme.run(());
    };
    view! {
        <form class="question" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <p>{effet}</p>
            {children()}
            <div class="actions">
                <Bouton soumet=true occupe>{faire}</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"Ne rien faire"</Bouton>
            </div>
        </form>
    }
    .into_any()
}
