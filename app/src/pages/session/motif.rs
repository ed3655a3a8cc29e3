//! Under watch, a view is refused until one says why: the question is asked here, and
//! the page that asked goes on.

mod formulaire;

use chrono::NaiveDate;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use reciproque_shared::date;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

pub use self::formulaire::FormulaireMotif;
use crate::pages::pieces;
use crate::server::questionner;
use crate::session::Session;
use crate::ui::*;

/// The question being asked: what waits for its answer.
#[derive(Clone, Copy)]
struct Question {
    ouverte: RwSignal<bool>,
    attente: StoredValue<Option<Function>, LocalStorage>,
}

impl Question {
    /// Opens the dialog; the promise is kept once one answers or gives up.
    fn poser(self) -> Promise {
        self.repondre(None);
        let promesse = Promise::new(&mut |tenir, _| self.attente.set_value(Some(tenir)));
        self.ouverte.set(true);
        promesse
    }

    /// The number of the reason, or nothing when one gives up.
    fn repondre(self, numero: Option<i64>) {
        if let Some(tenir) = self.attente.try_update_value(Option::take).flatten() {
            // Numbers of reasons are far below what a double holds exactly.
            let reponse = numero.map_or(JsValue::UNDEFINED, |numero| JsValue::from_f64(numero as f64));
            // Keeping a promise never fails.
            let _ = tenir.call1(&JsValue::NULL, &reponse);
        }
    }
}

/// « Pourquoi ouvrez-vous ce dossier ? »
#[component]
pub fn MotifDemande() -> impl IntoView {
    let question = Question { ouverte: RwSignal::new(false), attente: StoredValue::new_local(None) };
    provide_context(question);
    questionner(move || {
        let promesse = question.poser();
        Box::pin(async move {
            let numero = JsFuture::from(promesse).await.ok()?.as_f64()?;
            Some(numero as i64)
        })
    });
    // Closed in any way without an answer: one gives up.
    Effect::new(move || {
        if !question.ouverte.get() {
            question.repondre(None);
        }
    });
    view! {
        <Dialogue ouvert=question.ouverte titre="Pourquoi ouvrez-vous ce dossier ?">
            {move || question.ouverte.get().then(|| pieces::fragment(pieces::FormulaireMotif))}
        </Dialogue>
    }
}

/// Under watch, every page says so, from the moment it is known.
#[component]
pub fn Surveillance(session: Session) -> impl IntoView {
    let dite = Memo::new(move |_| {
        let surveillance = session.suivre(|etat| etat.surveillance).flatten();
        surveillance.map(|surveillance| dite(surveillance.jusqu_au))
    });
    move || {
        dite.get().map(|dite| {
            view! {
                <aside class="surveillance" aria-label="Surveillance">
                    <p><Picto icone=Icone::Oeil/>" "{dite}</p>
                </aside>
            }
        })
    }
}

/// Why one is asked, until the last day if it is known.
fn dite(fin: Option<NaiveDate>) -> String {
    let jusqu_au = fin.map(|jour| format!(" jusqu’au {}", date::court(jour))).unwrap_or_default();
    format!(
        "Vos consultations sont sous surveillance{jusqu_au} : chaque ouverture d’un dossier, d’un CER ou d’un \
         rendez-vous demande un motif, inscrit au journal à votre nom."
    )
}
