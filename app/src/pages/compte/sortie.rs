//! The way out of a screen that lets nothing else be done.

use leptos::prelude::*;

use crate::pages::session::{Voie, use_sortie};
use crate::ui::*;

#[component]
pub fn SeDeconnecter() -> impl IntoView {
    let sortie = use_sortie();
    let quitter = move || sortie.demande(Voie::Quitter);
    view! { <div class="actions"><Bouton genre=Genre::Discret au_clic=quitter>"Se déconnecter"</Bouton></div> }.into_any()
}
