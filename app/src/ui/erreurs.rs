//! The refusals of a form: on each field, and summed up at its top.

use leptos::{ev::MouseEvent, html::Div, prelude::*};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::mots::accord;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Icone, Picto};

/// Why a field is refused, in the words shown beside it and in the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erreur {
    /// The `id` of the field; empty when the refusal is about the whole form.
    pub champ: String,
    pub message: String,
}

impl Erreur {
    pub fn new(champ: impl Into<String>, message: impl Into<String>) -> Self {
        Self { champ: champ.into(), message: message.into() }
    }
}

/// A refusal of the rules is shown as it is.
impl From<ErreurChamp> for Erreur {
    fn from(refus: ErreurChamp) -> Self {
        Self { champ: refus.champ, message: refus.message }
    }
}

/// The refusals of one form, told once, on submit.
#[derive(Clone, Copy, Debug)]
pub struct Erreurs(RwSignal<Vec<Erreur>>);

impl Erreurs {
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    pub fn pose<E: Into<Erreur>>(self, erreurs: Vec<E>) {
        self.0.set(erreurs.into_iter().map(Into::into).collect());
    }

    pub fn efface(self) {
        self.0.set(Vec::new());
    }

    /// All that they say, in one line: where no form shows each on its field. Tracked.
    pub fn phrases(self) -> String {
        self.0.with(|toutes| toutes.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join(" "))
    }

    /// The refusal of one field.
    pub fn de(self, champ: impl Into<String>) -> Signal<Option<String>> {
        let champ = champ.into();
        Signal::derive(move || {
            self.0.with(|toutes| toutes.iter().find(|e| e.champ == champ).map(|e| e.message.clone()))
        })
    }
}

/// Moves the focus to the element of that id, and shows it.
pub fn met_au_point(id: &str) {
    document().get_element_by_id(id).into_iter().for_each(prend_le_focus);
}

/// The same, of this one.
pub fn prend_le_focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
        element.scroll_into_view_with_bool(true);
    }
}

/// The summary at the top of a form. Takes the focus each time the form is refused.
#[component]
pub fn ResumeErreurs(
    erreurs: Erreurs,
    /// Instead of « 2 points à corriger ».
    #[prop(optional, into)]
    titre: Option<String>,
) -> impl IntoView {
    let cadre = NodeRef::<Div>::new();
    Effect::new(move || {
        let (refus, cadre) = (erreurs.0.with(|e| !e.is_empty()), cadre.get());
        if let (true, Some(cadre)) = (refus, cadre) {
            request_animation_frame(move || drop(cadre.focus()));
        }
    });
    let entete = move |combien: usize| match (&titre, combien) {
        (Some(titre), _) => titre.clone(),
        (None, 1) => "Un point à corriger".to_owned(),
        (None, n) => accord(n, "point à corriger", "points à corriger"),
    };
    move || {
        let toutes = erreurs.0.get();
        (!toutes.is_empty()).then(|| {
            view! {
                <div class="resume-erreurs" role="alert" tabindex="-1" node_ref=cadre>
                    <Picto icone=Icone::Erreur/>
                    <h2>{entete(toutes.len())}</h2>
                    <ul>{toutes.into_iter().map(ligne).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn ligne(Erreur { champ, message }: Erreur) -> AnyView {
    if champ.is_empty() {
        return view! { <li>{message}</li> }.into_any();
    }
    let href = format!("#{champ}");
    let va = move |ev: MouseEvent| {
        ev.prevent_default();
        ev.stop_propagation();
        met_au_point(&champ);
    };
    view! { <li><a href=href on:click=va>{message}</a></li> }.into_any()
}
