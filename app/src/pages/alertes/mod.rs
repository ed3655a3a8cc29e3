//! Alerts of curiosity: the list, and who is under watch.

mod fiche;
mod seuils;
mod surveillance;
mod traitement;

pub use fiche::UneAlerte;
pub use seuils::SeuilsAlerte;
pub use surveillance::SurveillanceAgent;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::accueil::LIGNES_PAR_PAGE;
use reciproque_shared::alerte::{LigneAlerte, PageAlertes, SaisieAlertes, SurveillanceLue};
use reciproque_shared::api::ConsulterAlertes;

use self::surveillance::jusqu_a;
use super::{combien, instant, use_lecture};
use crate::ui::*;

/// Where a page of a list is; pages are counted from 1 there.
fn adresse(saisie: SaisieAlertes) -> String {
    let closes = if saisie.closes { "closes=1&" } else { "" };
    match (saisie.page, saisie.closes) {
        (0, false) => "/alertes".to_owned(),
        (page, _) => format!("/alertes?{closes}page={}", page + 1),
    }
}

fn demandee() -> Memo<SaisieAlertes> {
    let demande = use_query_map();
    Memo::new(move |_| {
        demande.with(|d| SaisieAlertes { closes: d.get_str("closes").is_some(), page: page_demandee(d) })
    })
}

#[component]
pub fn Alertes() -> impl IntoView {
    let saisie = demandee();
    let lecture = use_lecture::<ConsulterAlertes>(move || ((), saisie.get()));
    let titre = Signal::derive(move || match saisie.get().closes {
        true => "Alertes de curiosité clôturées".to_owned(),
        false => "Alertes de curiosité".to_owned(),
    });
    let vue = lecture.vue(|page| contenu(&page));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte=titre/>
                {move || lesquelles(saisie.get().closes)}
            </div>
            {vue}
            <p class="actions"><LienBouton href="/alertes/reglages" genre=Genre::Discret>"Réglages de la détection"</LienBouton></p>
        </main>
    }
    .into_any()
}

/// Those that wait, or those that were judged.
fn lesquelles(closes: bool) -> AnyView {
    let lien = |voulues: bool, nom: &'static str| {
        let genre = if voulues == closes { Genre::Principal } else { Genre::Secondaire };
        let href = adresse(SaisieAlertes { closes: voulues, page: 0 });
        view! { <LienBouton href genre petit=true attr:aria-current=(voulues == closes).then_some("true")>{nom}</LienBouton> }
    };
    view! {
        <nav class="actions" aria-label="Alertes affichées">{lien(false, "Ouvertes")}{lien(true, "Clôturées")}</nav>
    }
    .into_any()
}

fn contenu(page: &PageAlertes) -> AnyView {
    view! {
        <p class="discret">{combien(page.total, "alerte")}</p>
        {liste(page)}
        {pages(page)}
        {surveillances(&page.surveillances)}
    }
    .into_any()
}

fn liste(page: &PageAlertes) -> AnyView {
    if page.lignes.is_empty() {
        let (titre, suite) = match page.closes {
            true => {
                ("Aucune alerte clôturée", "Une alerte que vous clôturez reste ici avec votre conclusion.")
            }
            false => (
                "Aucune alerte ouverte",
                "Le journal est relu en continu : une alerte apparaît ici moins d’une minute après l’événement.",
            ),
        };
        return view! { <EtatVide titre><p>{suite}</p></EtatVide> }.into_any();
    }
    let lignes = page.lignes.iter().map(ligne).collect_view();
    let colonnes: &'static [&'static str] = match page.closes {
        true => &["Agent", "Règle", "Constat", "Clôturée le", "Conclusion"],
        false => &["Agent", "Règle", "Constat", "Dernier événement"],
    };
    let legende = if page.closes { "Alertes clôturées" } else { "Alertes ouvertes" };
    view! { <Tableau legende colonnes>{lignes}</Tableau> }.into_any()
}

fn ligne(ligne: &LigneAlerte) -> AnyView {
    let href = format!("/alertes/{}", ligne.id);
    let fin = match ligne.close_le {
        Some(close_le) => {
            let conclusion = ligne.conclusion.map_or("", |conclusion| conclusion.libelle());
            view! {
                <Cellule titre="Clôturée le">{instant(close_le)}</Cellule>
                <Cellule titre="Conclusion">{conclusion}</Cellule>
            }
            .into_any()
        }
        None => {
            let derniere_le = instant(ligne.derniere_le);
            view! { <Cellule titre="Dernier événement">{derniere_le}</Cellule> }.into_any()
        }
    };
    let (agent, organisation) = (ligne.agent.clone(), ligne.organisation.clone());
    let (regle, constat) = (ligne.regle.libelle(), ligne.constat.clone());
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{agent}</a><br/><small>{organisation}</small></CelluleTitre>
            <Cellule titre="Règle">{regle}</Cellule>
            <Cellule titre="Constat">{constat}</Cellule>
            {fin}
        </Ligne>
    }
    .into_any()
}

fn pages(page: &PageAlertes) -> impl IntoView + use<> {
    let (closes, ici) = (page.closes, page.page);
    let adresse = move |page| adresse(SaisieAlertes { closes, page });
    view! { <Pagination ici nombre=page.total.div_ceil(LIGNES_PAR_PAGE) adresse/> }
}

/// Who is under watch, and how to put somebody else under it.
fn surveillances(lues: &[SurveillanceLue]) -> AnyView {
    let ligne = |lue: &SurveillanceLue| {
        let href = format!("/agents/{}/surveillance", lue.agent_id);
        let (agent, organisation, motif) = (lue.agent.clone(), lue.organisation.clone(), lue.motif.clone());
        let (duree, par) = (jusqu_a(lue.jusqu_au), format!("{}, le {}", lue.par, instant(lue.debut)));
        view! {
            <Ligne>
                <CelluleTitre><a href=href>{agent}</a><br/><small>{organisation}</small></CelluleTitre>
                <Cellule titre="Durée">{duree}</Cellule>
                <Cellule titre="Motif">{motif}</Cellule>
                <Cellule titre="Décidée par">{par}</Cellule>
            </Ligne>
        }
    };
    let tableau = (!lues.is_empty()).then(|| {
        let lignes = lues.iter().map(ligne).collect_view();
        view! {
            <Tableau legende="Un motif leur est demandé à chaque dossier, CER ou rendez-vous" colonnes=&["Agent", "Durée", "Motif", "Décidée par"]>
                {lignes}
            </Tableau>
        }
    });
    view! {
        <Section titre="Agents sous surveillance" id="surveillances">
            {tableau}
            <p>"Sans alerte, un agent se place sous surveillance depuis ses traces : cherchez-le dans les "<a href="/traces">"traces"</a>", puis ouvrez son nom."</p>
        </Section>
    }
    .into_any()
}
