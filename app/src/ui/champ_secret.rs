//! The field of a password.

use leptos::prelude::*;

use super::{Bouton, Genre, Icone, champ::Cadre};

/// A password, hidden until one asks to see it.
#[component]
pub fn ChampSecret(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    valeur: RwSignal<String>,
    #[prop(optional, into)] erreur: MaybeProp<String>,
    #[prop(optional, into)] indice: Option<String>,
    /// The `autocomplete` of the input.
    #[prop(default = "current-password")]
    auto: &'static str,
) -> impl IntoView {
    let cadre = Cadre { id: id.clone(), libelle, facultatif: false, indice, erreur };
    let (invalide, decrit) = (cadre.invalide(), cadre.decrit(false));
    let visible = RwSignal::new(false);
    let genre = move || if visible.get() { "text" } else { "password" };
    view! {
        <div class="champ">
            {cadre.libelle_vue()}
            {cadre.aide_vue()}
            <div class="champ-secret">
                <input
                    class="saisie"
                    id=id.clone()
                    name=id
                    type=genre
                    autocomplete=auto
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=invalide
                    aria-describedby=decrit
                    prop:value=valeur
                    on:input:target=move |ev| valeur.set(ev.target().value())
                />
                <Bouton
                    genre=Genre::Secondaire
                    icone=Icone::Oeil
                    au_clic=move || visible.update(|visible| *visible = !*visible)
                    attr:aria-label=move || if visible.get() { "Masquer le mot de passe" } else { "Afficher le mot de passe" }
                >
                    {move || if visible.get() { "Masquer" } else { "Afficher" }}
                </Bouton>
            </div>
        </div>
    }
}
