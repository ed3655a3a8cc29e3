//! When the app itself fails: a clear page in place of a frozen screen.

use std::panic::PanicHookInfo;

use leptos::logging::error;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Plain HTML: after a panic no Rust runs any more, so the way out is a link.
const PAGE: &str = r#"<main id="contenu" class="page etroite">
<h1 id="panne" tabindex="-1">Réciproque s’est arrêté</h1>
<p>Une erreur imprévue a bloqué la page. Un CER ou un nouveau rendez-vous en cours de saisie est gardé sur le serveur, aux quelques dernières secondes près&nbsp;: vous le retrouverez en rouvrant sa page. Toute autre saisie non enregistrée est à refaire.</p>
<p class="actions"><a class="bouton" href="">Recharger la page</a><a class="bouton secondaire" href="/">Aller à l’accueil</a></p>
<p class="discret">Si cela recommence, prévenez l’administrateur de Réciproque en indiquant l’heure et ce que vous faisiez.</p>
</main>"#;

/// Replaces the screen when the app panics. To call before anything else.
pub fn installer() {
    std::panic::set_hook(Box::new(montrer));
}

fn montrer(panne: &PanicHookInfo<'_>) {
    // Where, never why: the message could hold what somebody typed.
    if let Some(lieu) = panne.location() {
        error!("panne : {}:{}", lieu.file(), lieu.line());
    }
    let document = document();
    document.set_title("Arrêt — Réciproque");
    if let Some(corps) = document.body() {
        corps.set_inner_html(PAGE);
    }
    let titre = document.get_element_by_id("panne").and_then(|titre| titre.dyn_into::<HtmlElement>().ok());
    if let Some(titre) = titre {
        // A refusal leaves the focus on the page, which harms nobody.
        let _ = titre.focus();
    }
}
