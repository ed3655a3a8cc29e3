//! The header that stays: who, state of the right, référent, next deadline, and the
//! way to each part.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use reciproque_shared::attente::{AttenteLue, EtatEcheance};
use reciproque_shared::dossier::{Adulte, FicheDossier};
use reciproque_shared::habilitation::Rubrique;

use super::EtiquetteEtat;
use super::adultes::{Lu, autres};
use super::attente::etiquette;
use crate::session::use_session;
use crate::ui::*;

pub fn tete(fiche: &Arc<FicheDossier>, lu: Lu) -> AnyView {
    // The tab says « Dossier » only: its title stays in the browser's history.
    let h1 = use_titre("Dossier".to_owned());
    let droits = fiche.droits.as_ref();
    let etat = (*fiche.etat).clone();
    let etat = etat.map(|etat| view! { <div><dt>"Droit"</dt><dd><EtiquetteEtat etat/></dd></div> });
    let matricule = droits.and_then(|droits| droits.matricule.clone());
    view! {
        <header class="dossier-tete">
            <div class="page-tete">
                <div class="dossier-tete-qui">
                    <h1 node_ref=h1 tabindex="-1">{lu.nom(fiche)}</h1>
                    {autres(fiche, lu)}
                </div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <dl class="dossier-tete-faits">
                {etat}
                {droits.map(|droits| large("Demande", droits.numero_demande.clone()))}
                {matricule.map(|matricule| large("Matricule", matricule))}
                {referents(&fiche.adultes).map(|noms| large("Référent", noms))}
                {attendu(&fiche.adultes)}
            </dl>
            {sommaire(fiche)}
        </header>
    }
    .into_any()
}

/// A fact that narrow screens leave to the page.
fn large(nom: &'static str, valeur: String) -> AnyView {
    view! { <div class="large"><dt>{nom}</dt><dd>{valeur}</dd></div> }.into_any()
}

/// The present référents, each once.
fn referents(adultes: &[Adulte]) -> Option<String> {
    let jour = use_session().aujourd_hui();
    let referents = adultes.iter().filter_map(|adulte| adulte.parcours.as_ref()).flat_map(|p| &p.referents);
    let mut noms: Vec<&str> = referents.filter(|r| r.court_le(jour)).map(|r| r.nom.as_str()).collect();
    noms.dedup();
    (!noms.is_empty()).then(|| noms.join(", "))
}

/// What the foyer awaits first: what is late or near before what is far.
fn attendu(adultes: &[Adulte]) -> Option<AnyView> {
    let premieres = adultes.iter().filter_map(|adulte| {
        let lue = adulte.parcours.as_ref()?.attentes.first()?;
        Some((lue.etat == Some(EtatEcheance::AVenir), lue.limite.unwrap_or(lue.depuis), adulte, lue))
    });
    let (.., adulte, lue) = premieres.min_by_key(|(loin, date, ..)| (*loin, *date))?;
    let quoi = intitule(adulte, adultes.len(), lue);
    Some(view! { <div><dt>"Attendu"</dt><dd>{quoi}" "{etiquette(lue)}</dd></div> }.into_any())
}

/// What is awaited, and of whom when the foyer has two adults.
fn intitule(adulte: &Adulte, combien: usize, lue: &AttenteLue) -> String {
    match adulte.identite.as_ref().filter(|_| combien > 1) {
        Some(identite) => format!("{} ({})", lue.libelle, identite.prenom),
        None => lue.libelle.clone(),
    }
}

fn sommaire(fiche: &FicheDossier) -> AnyView {
    let ouverte = |rubrique| fiche.rubriques_ouvertes.contains(&rubrique);
    let parties = [
        (true, "adultes", "Adultes"),
        (!fiche.partis.is_empty(), "partis", "Partis"),
        (ouverte(Rubrique::Famille), "famille", "Famille"),
        (ouverte(Rubrique::Adresse), "adresse", "Adresse"),
        (ouverte(Rubrique::Droits), "droits", "Droits"),
        (ouverte(Rubrique::Rsa), "rsa", "rSa"),
        (ouverte(Rubrique::Indus), "indus", "Indus"),
        (ouverte(Rubrique::Sanctions), "sanctions", "Sanctions"),
        (!fiche.rubriques_fermees.is_empty(), "fermees", "Rubriques fermées"),
        (true, "pourquoi", "Accès"),
    ];
    let lien = |(_, id, nom): &(bool, &'static str, &'static str)| {
        let id = *id;
        let va = move |ev: MouseEvent| {
            // By hand: the router would take the click for a navigation.
            ev.prevent_default();
            ev.stop_propagation();
            aller(id);
        };
        view! { <li><a href=format!("#{id}") on:click=va>{*nom}</a></li> }
    };
    let liens = parties.iter().filter(|(la, ..)| *la).map(lien).collect_view();
    view! {
        <nav class="dossier-tete-sommaire" aria-label="Dans ce dossier"><ul role="list">{liens}</ul></nav>
    }
    .into_any()
}

/// Shows a part of the page and puts the focus on its heading.
fn aller(id: &str) {
    if let Some(titre) = document().get_element_by_id(id) {
        let _ = titre.set_attribute("tabindex", "-1");
        met_au_point(id);
    }
}
