//! What I opened, entered and was refused, as the journal has it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::ConsulterMesConsultations;
use reciproque_shared::trace::{Curseur, SaisiePeriode};

use super::trace::{ChampPeriode, ChampsPeriode, ListeTraces, Pages};
use super::use_lecture;
use crate::ui::*;

#[component]
pub fn MesConsultations() -> impl IntoView {
    let demandee = RwSignal::new(SaisiePeriode::default());
    let pages = RwSignal::new(Vec::<Curseur>::new());
    let lecture = use_lecture::<ConsulterMesConsultations>(move || {
        let apres = pages.with(|pages| pages.last().copied());
        ((), SaisiePeriode { apres, ..demandee.get() })
    });
    let (periode, erreurs) = (ChampPeriode::new(), Erreurs::new());
    let appliquer = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(saisie) = periode.saisie(erreurs) {
            pages.set(Vec::new());
            demandee.set(saisie);
        }
    };
    let vue = lecture.vue(move |page| {
        let suite = page.suite;
        view! { <ListeTraces traces=page.traces.clone() qui=false/><Pages pages suite/> }.into_any()
    });
    view! {
        <main id="contenu" class="page">
            <Titre texte="Mes consultations"/>
            <p>"Ce que vous avez ouvert, saisi, ou vous êtes vu refuser. Ces lignes sont inscrites au journal à votre nom ; une personne n’y est nommée que si elle reste dans votre périmètre."</p>
            <form class="section pas-imprime" on:submit=appliquer aria-label="Période">
                <ResumeErreurs erreurs/>
                <div class="champs"><ChampsPeriode periode erreurs/></div>
                <div class="actions"><Bouton soumet=true>"Appliquer la période"</Bouton></div>
            </form>
            <div class="section">{vue}</div>
        </main>
    }
    .into_any()
}
