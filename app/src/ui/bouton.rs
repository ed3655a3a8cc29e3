//! Buttons, and links that look like them.

use leptos::{ev::MouseEvent, prelude::*};

use super::{Icone, Picto};

/// How loud an action is. One `Principal` per screen part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Genre {
    #[default]
    Principal,
    Secondaire,
    Discret,
    Danger,
}

impl Genre {
    const fn classe(self, petit: bool) -> &'static str {
        match (self, petit) {
            (Self::Principal, false) => "bouton",
            (Self::Principal, true) => "bouton petit",
            (Self::Secondaire, false) => "bouton secondaire",
            (Self::Secondaire, true) => "bouton secondaire petit",
            (Self::Discret, false) => "bouton discret",
            (Self::Discret, true) => "bouton discret petit",
            (Self::Danger, false) => "bouton danger",
            (Self::Danger, true) => "bouton danger petit",
        }
    }
}

/// A button. While `occupe`, it keeps its label and its focus but does nothing.
#[component]
pub fn Bouton(
    #[prop(optional)] genre: Genre,
    #[prop(optional)] petit: bool,
    /// Sends the form it stands in.
    #[prop(optional)]
    soumet: bool,
    #[prop(optional, into)] icone: Option<Icone>,
    #[prop(optional, into)] occupe: Signal<bool>,
    #[prop(optional, into)] au_clic: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let clic = move |ev: MouseEvent| {
        if occupe.get_untracked() {
            ev.prevent_default();
        } else if let Some(au_clic) = au_clic {
            au_clic.run(());
        }
    };
    let dit = move || occupe.get().then_some("true");
    view! {
        <button
            class=genre.classe(petit)
            type=if soumet { "submit" } else { "button" }
            aria-busy=dit
            aria-disabled=dit
            on:click=clic
        >
            {icone.map(|icone| view! { <Picto icone/> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button: it goes somewhere, it does nothing.
#[component]
pub fn LienBouton(
    #[prop(into)] href: String,
    #[prop(optional)] genre: Genre,
    #[prop(optional)] petit: bool,
    #[prop(optional, into)] icone: Option<Icone>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=genre.classe(petit) href=href>
            {icone.map(|icone| view! { <Picto icone/> })}
            {children()}
        </a>
    }
}

/// Opens the browser's print dialog on the page as shown.
#[component]
pub fn BoutonImprimer() -> impl IntoView {
    // Refused only where printing is forbidden: nothing to add then.
    let imprime = || drop(window().print());
    view! {
        <Bouton genre=Genre::Secondaire petit=true icone=Icone::Imprimer au_clic=imprime>"Imprimer"</Bouton>
    }
}
