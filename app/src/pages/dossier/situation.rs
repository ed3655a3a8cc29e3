//! What the caisse knows of an adult: activity, resources, self-employment, derogations.

use leptos::prelude::*;
use reciproque_shared::date::{mois_court, periode};
use reciproque_shared::dossier::{Adulte, FicheDossier, MoisRessources, RessourcesLues};
use reciproque_shared::habilitation::Rubrique;

use super::fermees::mention_de_la_source;
use super::periodes::{en_lignes, faits, periodes};

pub fn partie(adulte: &Adulte, fiche: &FicheDossier) -> AnyView {
    let ouverte = |rubrique| fiche.rubriques_ouvertes.contains(&rubrique);
    let fermee = mention_de_la_source(fiche);
    let independant = adulte.travailleur_independant.as_deref().filter(|faits| !faits.is_empty());
    view! {
        <div>
            <h4>"Situation"</h4>
            {fermee}
            {ouverte(Rubrique::Droits).then(|| bloc("Activité et droits propres", periodes(adulte.activites.as_deref().unwrap_or_default())))}
            {ouverte(Rubrique::Ressources).then(|| bloc("Ressources du trimestre", ressources(adulte.ressources.as_ref())))}
            {independant.map(|lus| bloc("Travailleur indépendant", faits(lus)))}
            {ouverte(Rubrique::Derogations).then(|| bloc("Dérogations", periodes(adulte.derogations.as_deref().unwrap_or_default())))}
        </div>
    }
    .into_any()
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
