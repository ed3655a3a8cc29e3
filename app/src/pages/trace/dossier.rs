//! Who consulted a dossier: an extract to be printed and handed over.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::ConsulterTracesDossier;
use reciproque_shared::date;
use reciproque_shared::trace::{ExtraitDossier, SaisiePeriode};

use super::{ChampPeriode, ChampsPeriode, ListeTraces};
use crate::pages::{combien, instant, numero, use_lecture};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn TracesDossier() -> impl IntoView {
    let numero = numero("dossier");
    let demandee = RwSignal::new(SaisiePeriode::default());
    let lecture = use_lecture::<ConsulterTracesDossier>(move || (numero.get(), demandee.get()));
    let (periode, erreurs) = (ChampPeriode::new(), Erreurs::new());
    let appliquer = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(saisie) = periode.saisie(erreurs) {
            demandee.set(saisie);
        }
    };
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Qui a consulté ce dossier"/>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <form class="section pas-imprime" on:submit=appliquer aria-label="Période de l’extrait">
                <ResumeErreurs erreurs/>
                <div class="champs"><ChampsPeriode periode erreurs/></div>
                <div class="actions"><Bouton soumet=true>"Appliquer la période"</Bouton></div>
            </form>
            {lecture.vue(|extrait| montrer(&extrait))}
        </main>
    }
    .into_any()
}

fn montrer(extrait: &ExtraitDossier) -> AnyView {
    let agent = use_session().etat().map(|etat| format!("{} {}", etat.prenom, etat.nom)).unwrap_or_default();
    let quand = date::periode(extrait.du, extrait.au);
    let quand = if quand.is_empty() { "toute la durée de conservation".to_owned() } else { quand };
    let (numero, traces) = (extrait.numero.clone(), extrait.traces.clone());
    let combien = combien(traces.len(), "trace");
    let etabli = format!("le {} par {agent}, trace n° {}", instant(extrait.etabli_a), extrait.trace);
    let preuve = format!(
        "Chaque ligne est tirée du journal, où rien ne peut être modifié sans que cela se voie. Les traces sont gardées \
         {} mois. Les recherches et les listes de travail, qui montrent plusieurs personnes à la fois, n’y figurent pas. \
         « Entrepris » : une écriture annoncée avant d’être faite ; si elle n’aboutit pas, une ligne « Échoué » suit.",
        extrait.conservation_mois
    );
    let tronque = extrait.tronque.then(|| {
        view! {
            <Alerte ton=Ton::Attention titre="Extrait incomplet">
                <p>"Des traces plus anciennes ne tiennent pas ici : indiquez une période plus courte, puis faites un extrait par période."</p>
            </Alerte>
        }
    });
    view! {
        <Definitions>
            <Fait nom="Dossier">{numero}</Fait>
            <Fait nom="Période">{quand}</Fait>
            <Fait nom="Traces">{combien}</Fait>
            <Fait nom="Établi">{etabli}</Fait>
        </Definitions>
        {tronque}
        <ListeTraces traces qui=true/>
        <p class="discret">{preuve}</p>
    }
    .into_any()
}
