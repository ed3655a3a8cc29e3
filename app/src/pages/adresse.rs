//! What an address names.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The number at this place of the address. What is no number names nothing: 0 is answered
/// like any other unknown one.
pub fn numero(nom: &'static str) -> Memo<i64> {
    let parametres = use_params_map();
    Memo::new(move |_| {
        parametres.with(|p| p.get_str(nom).and_then(|texte| texte.parse().ok()).unwrap_or(0_i64))
    })
}
