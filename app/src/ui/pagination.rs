//! The pages of a long list. People count them from 1, the server from 0.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::{Genre, LienBouton};

/// The page that an address asks for; the first one when it asks for none.
pub fn page_demandee(adresse: &ParamsMap) -> u32 {
    adresse.get_str("page").and_then(|n| n.parse::<u32>().ok()).map_or(0, |n| n.saturating_sub(1))
}

/// Previous and next; nothing when there is one page only.
#[component]
pub fn Pagination(
    ici: u32,
    nombre: u64,
    /// Where a page is.
    #[prop(into)]
    adresse: Callback<(u32,), String>,
) -> impl IntoView {
    let lien = |page: u32, nom: &'static str| {
        let href = adresse.run((page,));
        view! { <LienBouton href genre=Genre::Secondaire>{nom}</LienBouton> }
    };
    (nombre > 1).then(|| {
        view! {
            <nav class="actions" aria-label="Pages">
                {ici.checked_sub(1).map(|page| lien(page, "Page précédente"))}
                <span>{format!("Page {} sur {nombre}", ici + 1)}</span>
                {(u64::from(ici) + 1 < nombre).then(|| lien(ici + 1, "Page suivante"))}
            </nav>
        }
        .into_any()
    })
}
