//! What the caisse knows of an adult: activity, resources, self-employment, derogations.

use leptos::prelude::*;
use reciproque_shared::date::{mois_court, periode};
use reciproque_shared::dossier::{Adulte, FicheDossier, MoisRessources, RessourcesLues};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::instruction::decisions_des_rubriques;

use super::fermees::mention_de_la_source;
use super::periodes::{en_lignes, faits, periodes};
use crate::pages::instruction::fil::decisions;

pub fn partie(adulte: &Adulte, fiche: &FicheDossier) -> AnyView {
    let ouverte = |rubrique| fiche.rubriques_ouvertes.contains(&rubrique);
    let fermee = mention_de_la_source(fiche);
    view! {
        <div>
            <h4>"Situation"</h4>
            {fermee}
            {ouverte(Rubrique::Droits).then(|| bloc("Activité et droits propres", periodes(adulte.activites.as_deref().unwrap_or_default())))}
            {ouverte(Rubrique::Ressources).then(|| bloc("Ressources du trimestre", ressources(adulte.ressources.as_ref())))}
            {independant(adulte)}
            {ouverte(Rubrique::Derogations).then(|| bloc("Dérogations", derogations(adulte)))}
        </div>
    }
    .into_any()
}

/// What the flow says, then what the Département was asked: each source under its name.
fn derogations(adulte: &Adulte) -> AnyView {
    selon(
        periodes(adulte.derogations.as_deref().unwrap_or_default()),
        decisions(decisions_des_rubriques(&adulte.instructions, &[Rubrique::Derogations])),
    )
}

/// Of nobody else than a self-employed person.
fn independant(adulte: &Adulte) -> Option<AnyView> {
    let recus = adulte.travailleur_independant.as_deref().filter(|faits| !faits.is_empty());
    let siennes = [Rubrique::TravailleurIndependant];
    let decidees = decisions(decisions_des_rubriques(&adulte.instructions, &siennes));
    if recus.is_none() && decidees.is_none() {
        return None;
    }
    let recus = recus.map_or_else(|| periodes(&[]), faits);
    Some(bloc("Travailleur indépendant", selon(recus, decidees)))
}

fn selon(caisse: AnyView, departement: Option<AnyView>) -> AnyView {
    let source = departement.is_some().then(|| view! { <p><strong>"Selon la caisse"</strong></p> });
    view! { {source}{caisse}{departement} }.into_any()
}

fn bloc(titre: &'static str, contenu: AnyView) -> AnyView {
    view! { <details open><summary>{titre}</summary>{contenu}</details> }.into_any()
}

fn ressources(lues: Option<&RessourcesLues>) -> AnyView {
    let Some(lues) = lues else {
        return view! { <p class="discret">"Rien reçu de la caisse."</p> }.into_any();
    };
    let quand = periode(lues.debut, lues.fin);
    let nulles = lues.declarees_nulles.then(|| view! { <p>{format!("Déclarées nulles {quand}.")}</p> });
    let mois = lues.mois.iter().map(mois).collect_view();
    view! { {nulles}<ul role="list" class="suite">{mois}</ul>{en_lignes(&lues.liberalites)} }.into_any()
}

fn mois(lu: &MoisRessources) -> AnyView {
    let titre = format!("{} : {}", mois_court(lu.mois), lu.total);
    view! { <li><strong>{titre}</strong>{en_lignes(&lu.lignes)}</li> }.into_any()
}
