//! Cards and sections: parts of a page under a heading.

use leptos::prelude::*;

/// A card with a heading one can link to (`#id`). `niveau` is that of the heading, 2 or 3; a
/// card within a part is no landmark: several parts have the same.
#[component]
pub fn Carte(
    #[prop(into)] titre: String,
    #[prop(into)] id: String,
    #[prop(default = 2)] niveau: u8,
    /// At the right of the heading: a status, a link, the date of the data.
    #[prop(optional, into)]
    cote: ViewFn,
    /// `false` when the children bring their own padding (lists, `.jour`).
    #[prop(default = true)]
    corps: bool,
    children: Children,
) -> impl IntoView {
    let tete = intitule(titre, id.clone(), niveau);
    view! {
        <section class="carte" aria-labelledby=(niveau == 2).then_some(id)>
            <div class="carte-tete">{tete}{cote.run()}</div>
            <div class=corps.then_some("carte-corps")>{children()}</div>
        </section>
    }
}

/// A part of the page under a heading one can link to.
#[component]
pub fn Section(
    #[prop(into)] titre: String,
    #[prop(into)] id: String,
    #[prop(default = 2)] niveau: u8,
    #[prop(optional, into)] cote: ViewFn,
    children: Children,
) -> impl IntoView {
    let tete = intitule(titre, id.clone(), niveau);
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-tete">{tete}{cote.run()}</div>
            {children()}
        </section>
    }
}

fn intitule(titre: String, id: String, niveau: u8) -> AnyView {
    match niveau {
        3 => view! { <h3 id=id>{titre}</h3> }.into_any(),
        _ => view! { <h2 id=id>{titre}</h2> }.into_any(),
    }
}
