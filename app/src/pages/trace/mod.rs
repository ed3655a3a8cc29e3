//! Traces for those entitled: search, who consulted a dossier, state of the journal, statistics.

mod dossier;
mod export;
mod filtre;
mod journal;
mod liste;
mod periode;
mod statistiques;

pub use dossier::TracesDossier;
pub use journal::{incidents, tetes};
pub use liste::{ListeTraces, Pages};
pub use periode::{ChampPeriode, ChampsPeriode};
pub use statistiques::Statistiques;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterTraces;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::trace::{Curseur, SaisieTraces};

use super::use_lecture;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Traces() -> impl IntoView {
    let filtre = RwSignal::new(SaisieTraces::default());
    // Where each page seen so far begins: the last one is on screen.
    let pages = RwSignal::new(Vec::<Curseur>::new());
    let organisations = RwSignal::new(Vec::new());
    let lecture = use_lecture::<ConsulterTraces>(move || {
        let apres = pages.with(|pages| pages.last().copied());
        ((), SaisieTraces { apres, ..filtre.get() })
    });
    let vue = lecture.vue(move |page| {
        organisations.set(page.organisations.clone());
        let suite = page.suite;
        view! { <ListeTraces traces=page.traces.clone() qui=true/><Pages pages suite/> }.into_any()
    });
    let session = use_session();
    let exporte = session.permet(Acte::ExporterTraces);
    let etat = session.permet(Acte::ConsulterEtatJournal).then(|| view! { <journal::EtatDuJournal/> });
    let explication = match exporte {
        true => {
            "Qui a fait quoi, quand et avec quelle issue. Pour savoir qui a consulté un dossier, ouvrez-le depuis une trace ou depuis la recherche."
        }
        false => "Ce qu’ont fait les agents de votre organisation. Un dossier n’y figure que par son numéro.",
    };
    view! {
        <main id="contenu" class="page">
            <Titre texte="Traces"/>
            <p>{explication}" Cette lecture est elle-même inscrite au journal."</p>
            <filtre::Filtre filtre pages organisations/>
            {exporte.then(|| view! { <export::Export filtre/> })}
            <div class="section">{vue}</div>
            {etat}
        </main>
    }
    .into_any()
}
