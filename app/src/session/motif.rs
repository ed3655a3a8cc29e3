//! Under watch, a view is refused until one says why: the question is asked here, and
//! the page that asked goes on.

use chrono::NaiveDate;
use js_sys::{Function, Promise};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::alerte::{MotifVue, SaisieMotif};
use reciproque_shared::api::{ConsulterSession, DonnerMotif};
use reciproque_shared::date;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{Phase, Session, use_session};
use crate::pages::erreurs_de;
use crate::server::{appeler, questionner};
use crate::ui::*;

/// The ids of the fields, apart from those of the page under the dialog.
const PREFIXE: &str = "surveillance-";

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
    let session = use_session();
    let question = Question { ouverte: RwSignal::new(false), attente: StoredValue::new_local(None) };
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
            {move || question.ouverte.get().then(|| view! { <Formulaire session question/> })}
        </Dialogue>
    }
}

/// Under watch, every page says so, from the moment it is known.
#[component]
pub fn Surveillance(session: Session) -> impl IntoView {
    let dite = Memo::new(move |_| {
        session.phase.track();
        session.etat().and_then(|etat| etat.surveillance).map(|surveillance| dite(surveillance.jusqu_au))
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

#[component]
fn Formulaire(session: Session, question: Question) -> impl IntoView {
    let (motif, precision) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (erreurs, occupe) = (Erreurs::new(), RwSignal::new(false));
    request_animation_frame(|| met_au_point("surveillance-motif"));
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if occupe.get_untracked() {
            return;
        }
        occupe.set(true);
        erreurs.efface();
        let saisie = SaisieMotif { motif: motif.get_untracked(), precision: precision.get_untracked() };
        spawn_local(async move {
            donner(saisie, session, question, erreurs).await;
            occupe.try_set(false);
        });
    };
    let choix: Vec<Choix> = MotifVue::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    view! {
        <form class="question" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <p>{dite(session.etat().and_then(|etat| etat.surveillance).and_then(|lue| lue.jusqu_au))}</p>
            <GroupeRadio
                id="surveillance-motif"
                legende="Motif de la consultation"
                valeur=motif
                choix
                erreur=erreurs.de("surveillance-motif")
            />
            <ChampTexte
                id="surveillance-precision"
                libelle="Précision"
                facultatif=true
                indice="Quelques mots, sans nom ni donnée sensible. Demandée pour « Autre raison »."
                valeur=precision
                erreur=erreurs.de("surveillance-precision")
            />
            <div class="actions">
                <Bouton soumet=true occupe>"Ouvrir"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || question.ouverte.set(false)>"Ne pas ouvrir"</Bouton>
            </div>
        </form>
    }
}

/// Gives the reason: the page that waits for its number goes on.
async fn donner(saisie: SaisieMotif, session: Session, question: Question, erreurs: Erreurs) {
    match appeler::<DonnerMotif>((), saisie).await {
        Ok(donne) => {
            question.repondre(Some(donne.numero));
            question.ouverte.set(false);
            apprendre(session).await;
        }
        Err(echec) => {
            let refus = erreurs_de(&echec, "").into_iter().map(|e| match e.champ.is_empty() {
                true => e,
                false => Erreur::new(format!("{PREFIXE}{}", e.champ), e.message),
            });
            erreurs.pose(refus.collect());
        }
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

/// The watch may have begun since the session was opened: the frame then says so.
async fn apprendre(session: Session) {
    if session.etat().is_some_and(|etat| etat.surveillance.is_none())
        && let Ok(etat) = appeler::<ConsulterSession>((), ()).await
    {
        session.phase.set(Phase::Ouverte(etat));
    }
}
