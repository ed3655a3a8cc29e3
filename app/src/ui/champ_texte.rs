//! The field of one line.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::{
    Largeur,
    champ::{Cadre, garde_vue},
};

/// A line of text: a name, a date or an hour as people type them, a password.
#[component]
pub fn ChampTexte(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    valeur: RwSignal<String>,
    #[prop(optional, into)] erreur: MaybeProp<String>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] facultatif: bool,
    #[prop(optional)] largeur: Largeur,
    /// The `type` of the input.
    #[prop(default = "text")]
    genre: &'static str,
    /// The `autocomplete` of the input.
    #[prop(default = "off")]
    auto: &'static str,
    /// How what is typed is understood, in plain words; empty when it is not.
    #[prop(optional, into)]
    lecture: Option<Callback<(String,), String>>,
    /// What may not be written, told while typing.
    #[prop(optional, into)]
    garde: Option<Callback<(String,), Option<String>>>,
) -> impl IntoView {
    let cadre = Cadre { id: id.clone(), libelle, facultatif, indice, erreur };
    let (invalide, decrit) = (cadre.invalide(), cadre.decrit(lecture.is_some()));
    let id_pied = format!("{id}-pied");
    let lu = lecture.map(|lecture| {
        let texte = move || {
            let lu = lecture.run((valeur.get(),));
            if lu.is_empty() { lu } else { format!("= {lu}") }
        };
        view! { <p class="champ-pied" id=id_pied aria-live="polite"><span class="lu">{texte}</span></p> }
    });
    view! {
        <div class=largeur.classe()>
            {cadre.libelle_vue()}
            {cadre.aide_vue()}
            <input
                class="saisie"
                id=id.clone()
                name=id
                type=genre
                autocomplete=auto
                spellcheck="false"
                aria-invalid=invalide
                aria-describedby=decrit
                prop:value=valeur
                on:keydown:target=move |ev| {
                    // A field that one enters by Tab is selected whole: a space would erase it.
                    if ev.key() == " " && largeur.est_un_format() && tout_choisi(&ev.target()) {
                        ev.prevent_default();
                    }
                }
                on:input:target=move |ev| valeur.set(ev.target().value())
            />
            {lu}
            {garde.map(|garde| garde_vue(valeur, garde))}
        </div>
    }
}

/// All that is in the field is selected, and there is something.
fn tout_choisi(champ: &HtmlInputElement) -> bool {
    let fin = champ.value().encode_utf16().count() as u32;
    fin > 0 && champ.selection_start() == Ok(Some(0)) && champ.selection_end() == Ok(Some(fin))
}
