//! The frame of every page: skip link, banner, navigation.

use leptos::prelude::*;
use leptos_router::components::A;

use super::Marque;

/// The first thing the Tab key meets: jumps over the header to `#contenu`.
#[component]
pub fn Evitement() -> impl IntoView {
    let saute = |ev: leptos::ev::MouseEvent| {
        // By hand: the router would take the click for a navigation.
        ev.prevent_default();
        ev.stop_propagation();
        if let Some(contenu) = document().get_element_by_id("contenu") {
            let _ = contenu.set_attribute("tabindex", "-1");
            super::met_au_point("contenu");
        }
    };
    view! { <a class="evitement" href="#contenu" on:click=saute>"Aller au contenu"</a> }
}

/// Says on every page that the people shown are invented.
#[component]
pub fn BandeauFormation() -> impl IntoView {
    view! {
       <section class="formation" aria-label="Base de formation">
           <p>"Données de formation — inventées"</p>
       </section>
    }
}

/// One entry of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LienEntete {
    href: String,
    nom: String,
}

impl LienEntete {
    pub fn new(href: impl Into<String>, nom: impl Into<String>) -> Self {
        Self { href: href.into(), nom: nom.into() }
    }
}

/// The product bar: name, where one can go, who one is; `children` is the way out.
#[component]
pub fn Entete(
    #[prop(into)] liens: Signal<Vec<LienEntete>>,
    #[prop(into)] agent: Signal<String>,
    #[prop(into)] organisation: Signal<String>,
    children: Children,
) -> impl IntoView {
    let entree = |lien: LienEntete| {
        let exact = lien.href == "/";
        view! { <li><A href=lien.href exact=exact>{lien.nom}</A></li> }
    };
    view! {
        <header class="entete">
            <a class="entete-marque" href="/"><Marque/>"Réciproque"</a>
            <nav class="entete-nav" aria-label="Principale">
                <ul role="list">{move || liens.get().into_iter().map(entree).collect_view()}</ul>
            </nav>
            <div class="entete-compte">
                <p><b>{agent}</b><span>{organisation}</span></p>
                {children()}
            </div>
        </header>
    }
}
