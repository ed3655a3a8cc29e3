//! What all fields share: label, hint, refusal, and how they are tied to the input.

use leptos::prelude::*;

use super::{Icone, Picto};

/// How wide a field looks: as wide as what is expected in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Largeur {
    #[default]
    Normale,
    /// Takes the room left in a `.champs` row.
    Longue,
    Date,
    /// An hour, a number.
    Courte,
}

impl Largeur {
    /// A date, an hour, a number: what begins with no space.
    pub(super) const fn est_un_format(self) -> bool {
        matches!(self, Self::Date | Self::Courte)
    }

    pub(super) const fn classe(self) -> &'static str {
        match self {
            Self::Normale => "champ",
            Self::Longue => "champ long",
            Self::Date => "champ date",
            Self::Courte => "champ court",
        }
    }
}

/// Label, hint and refusal of a field, and the ids that tie them to its input.
#[derive(Clone)]
pub(super) struct Cadre {
    pub id: String,
    pub libelle: String,
    pub facultatif: bool,
    pub indice: Option<String>,
    pub erreur: MaybeProp<String>,
}

impl Cadre {
    /// For `aria-invalid`.
    pub fn invalide(&self) -> Signal<Option<&'static str>> {
        let erreur = self.erreur;
        Signal::derive(move || erreur.get().map(|_| "true"))
    }

    /// For `aria-describedby`: refusal, then hint, then what stands under the input.
    pub fn decrit(&self, pied: bool) -> Signal<Option<String>> {
        let Self { id, indice, erreur, .. } = self.clone();
        Signal::derive(move || {
            let ids = [
                erreur.get().map(|_| format!("{id}-erreur")),
                indice.as_ref().map(|_| format!("{id}-indice")),
                pied.then(|| format!("{id}-pied")),
            ];
            let ids: Vec<String> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    pub fn libelle_vue(&self) -> AnyView {
        let (id, libelle, facultatif) = (self.id.clone(), self.libelle.clone(), self.facultatif);
        view! { <label class="champ-libelle" for=id>{libelle}{mention(facultatif)}</label> }.into_any()
    }

    /// The hint, then the refusal: both stand above the input, where the eye goes next.
    pub fn aide_vue(&self) -> AnyView {
        let Self { id, indice, erreur, .. } = self.clone();
        let id_erreur = format!("{id}-erreur");
        let id_indice = format!("{id}-indice");
        view! {
            {indice.map(|indice| view! { <p class="champ-indice" id=id_indice>{indice}</p> })}
            {move || {
                erreur.get().map(|message| {
                    view! {
                        <p class="champ-erreur" id=id_erreur.clone()><Picto icone=Icone::Erreur/>{message}</p>
                    }
                })
            }}
        }
        .into_any()
    }
}

pub(super) fn mention(facultatif: bool) -> Option<impl IntoView> {
    facultatif.then(|| view! { " "<span class="facultatif">"(facultatif)"</span> })
}

/// What may not be written, told as one types.
pub(super) fn garde_vue(valeur: RwSignal<String>, garde: Callback<(String,), Option<String>>) -> AnyView {
    let alerte = Memo::new(move |_| garde.run((valeur.get(),)));
    view! {
        <div aria-live="polite">
            {move || alerte.get().map(|texte| {
                view! { <div class="alerte attention"><Picto icone=Icone::Attention/><p>{texte}</p></div> }
            })}
        </div>
    }
    .into_any()
}
