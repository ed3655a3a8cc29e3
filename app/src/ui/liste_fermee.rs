//! A choice in a closed list.

use leptos::prelude::*;

use super::{Largeur, champ::Cadre};

/// One entry of a closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choix {
    pub valeur: String,
    pub libelle: String,
    pub aide: Option<String>,
    /// Shown, and not to be chosen: `aide` says why.
    pub ferme: bool,
}

impl Choix {
    pub fn new(valeur: impl Into<String>, libelle: impl Into<String>) -> Self {
        Self { valeur: valeur.into(), libelle: libelle.into(), aide: None, ferme: false }
    }

    /// A line under the label, in radios and check boxes only.
    #[must_use]
    pub fn aide(self, aide: impl Into<String>) -> Self {
        Self { aide: Some(aide.into()), ..self }
    }

    /// Nobody may choose it, in radios only.
    #[must_use]
    pub fn ferme(self) -> Self {
        Self { ferme: true, ..self }
    }
}

/// A closed list, as a native select. `frequents` (at most five are shown) come first.
#[component]
pub fn ListeFermee(
    #[prop(into)] id: String,
    #[prop(into)] libelle: String,
    valeur: RwSignal<String>,
    #[prop(into)] choix: Signal<Vec<Choix>>,
    #[prop(optional, into)] frequents: Signal<Vec<String>>,
    #[prop(optional, into)] erreur: MaybeProp<String>,
    #[prop(optional, into)] indice: Option<String>,
    #[prop(optional)] facultatif: bool,
    #[prop(optional)] largeur: Largeur,
    /// What the empty choice says: a filter that keeps everything says so.
    #[prop(default = "Choisir…")]
    vide: &'static str,
) -> impl IntoView {
    let cadre = Cadre { id: id.clone(), libelle, facultatif, indice, erreur };
    let (invalide, decrit) = (cadre.invalide(), cadre.decrit(false));
    let options = move || {
        let tous = choix.get();
        let premiers: Vec<Choix> = frequents.with(|f| {
            f.iter().filter_map(|v| tous.iter().find(|c| c.valeur == *v).cloned()).take(5).collect()
        });
        if premiers.is_empty() {
            return rangs(tous, valeur);
        }
        let autres = tous.into_iter().filter(|c| !premiers.contains(c)).collect();
        view! {
            <optgroup label="Les plus utilisés">{rangs(premiers.clone(), valeur)}</optgroup>
            <optgroup label="Autres">{rangs(autres, valeur)}</optgroup>
        }
        .into_any()
    };
    view! {
        <div class=largeur.classe()>
            {cadre.libelle_vue()}
            {cadre.aide_vue()}
            <select
                class="saisie"
                id=id.clone()
                name=id
                aria-invalid=invalide
                aria-describedby=decrit
                on:change:target=move |ev| valeur.set(ev.target().value())
            >
                <option value="" prop:selected=move || valeur.with(String::is_empty)>{vide}</option>
                {options}
            </select>
        </div>
    }
}

fn rangs(choix: Vec<Choix>, valeur: RwSignal<String>) -> AnyView {
    let rang = |c: Choix| {
        let sa_valeur = c.valeur.clone();
        let choisi = move || valeur.with(|v| *v == sa_valeur);
        view! { <option value=c.valeur prop:selected=choisi>{c.libelle}</option> }
    };
    choix.into_iter().map(rang).collect_view().into_any()
}
