//! The field of a note.

use leptos::prelude::*;
use reciproque_shared::mots::accord;

use super::champ::{Cadre, garde_vue};

/// A short factual note: several lines, counted, guarded as one types.
#[component]
pub fn ChampZone(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    valeur: RwSignal<String>,
    #[prop(optional, into)] erreur: MaybeProp<String>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] facultatif: bool,
    /// Longest text accepted, in characters. Beyond, one is told; nothing is cut.
    max: usize,
    /// What may not be written, told while typing.
    #[prop(optional, into)]
    garde: Option<Callback<(String,), Option<String>>>,
) -> impl IntoView {
    let cadre = Cadre { id: id.clone(), libelle, facultatif, indice, erreur };
    let (invalide, decrit) = (cadre.invalide(), cadre.decrit(true));
    let combien = Memo::new(move |_| valeur.with(|texte| texte.chars().count()));
    let compte = move || match combien.get() {
        n if n > max => format!("{} de trop", accord(n.abs_diff(max), "caractère", "caractères")),
        n => format!("{n} / {max}"),
    };
    view! {
        <div class="champ">
            {cadre.libelle_vue()}
            {cadre.aide_vue()}
            <textarea
                class="saisie"
                id=id.clone()
                name=id.clone()
                rows="3"
                aria-invalid=invalide
                aria-describedby=decrit
                prop:value=valeur
                on:input:target=move |ev| valeur.set(ev.target().value())
            ></textarea>
            <p class="champ-pied" id=format!("{id}-pied")><span></span><span class:trop=move || { combien.get() > max }>{compte}</span></p>
            {garde.map(|garde| garde_vue(valeur, garde))}
        </div>
    }
}
