//! The dossier on one page: sticky header, adults side by side, then the foyer.

mod adulte;
mod adultes;
mod attente;
mod cer;
mod etat;
mod fermees;
mod foyer;
mod france_travail;
mod identite;
mod nir;
mod parcours;
mod partis;
mod periodes;
mod rendez_vous;
mod situation;
mod tete;

pub use etat::EtiquetteEtat;
pub use france_travail::situation_la_bas;

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterDossier;
use reciproque_shared::date;
use reciproque_shared::dossier::FicheDossier;

use super::{a_l_heure, instant, numero, use_lecture};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Dossier() -> impl IntoView {
    let numero = numero("dossier");
    let lecture = use_lecture::<ConsulterDossier>(move || (numero.get(), ()));
    lecture.page("Dossier", move |fiche| page(&fiche, numero.get_untracked()))
}

/// The address known before the person went on in this dossier led here.
fn ancienne_adresse(fiche: &FicheDossier, demande: i64) -> Option<AnyView> {
    (fiche.id != demande).then(|| {
        let href = format!("/dossiers/{}", fiche.id);
        view! {
            <Alerte ton=Ton::Info>
                <p>"La personne que vous suivez a changé de dossier : vous lisez le nouveau. "<a href=href>"Son adresse"</a></p>
            </Alerte>
        }
        .into_any()
    })
}

fn page(fiche: &Arc<FicheDossier>, demande: i64) -> AnyView {
    let lu = adultes::Lu::nouveau(fiche);
    let adultes = adultes::cartes(fiche, lu);
    let (partis, foyer, pourquoi) = (partis::carte(&fiche.partis), foyer::cartes(fiche), pourquoi(fiche));
    view! {
        <main id="contenu">
            {tete::tete(fiche, lu)}
            <div class="page">
                {trace(fiche)}
                {ancienne_adresse(fiche, demande)}
                <Section titre="Adultes" id="adultes"><div class="adultes">{adultes}</div></Section>
                {partis}
                <div class="foyer">{foyer}</div>
                {fermees::carte(fiche)}
                {pourquoi}
            </div>
        </main>
    }
    .into_any()
}

/// The data alone, for a document that is not the page.
pub fn contenu(fiche: &FicheDossier) -> AnyView {
    let adultes = fiche.adultes.iter().map(|adulte| adulte::carte(adulte, fiche)).collect_view();
    view! {
        <Section titre="La personne" id="adultes"><div class="adultes">{adultes}</div></Section>
        <div class="foyer">{foyer::cartes(fiche)}</div>
    }
    .into_any()
}

/// What was written to the journal, and where the data come from.
fn trace(fiche: &FicheDossier) -> AnyView {
    let flux = fiche.date_flux.map(|jour| format!("Données de la caisse au {}", date::court(jour)));
    view! {
        <p class="trace-ligne">
            <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(fiche.consulte_a)}</span>
            <a href="#pourquoi">"Pourquoi je vois ce dossier"</a>
            <span>{flux}</span>
        </p>
    }
    .into_any()
}

fn pourquoi(fiche: &FicheDossier) -> AnyView {
    let pourquoi = fiche.pourquoi.clone();
    let trace = fiche.trace;
    let agent = use_session().etat().map(|etat| format!("{} {}", etat.prenom, etat.nom)).unwrap_or_default();
    let quand = instant(fiche.consulte_a);
    view! {
        <Section titre="Pourquoi je vois ce dossier" id="pourquoi">
            <p>{pourquoi.explication}</p>
            <p class="discret">
                {format!("Profil : {}, {}. Consultation n° {}, le {quand}.", pourquoi.profil, pourquoi.organisation, trace)}
            </p>
            <p class="a-imprimer">
                {format!("Imprimé par {agent} ({}), consultation n° {} du {quand}. Document nominatif : ne pas le laisser sans surveillance.", pourquoi.organisation, trace)}
            </p>
        </Section>
    }
    .into_any()
}
