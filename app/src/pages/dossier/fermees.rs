//! The rubriques that the profil or the convention does not open: named, so that nobody
//! takes them for empty.

use leptos::prelude::*;
use reciproque_shared::dossier::FicheDossier;
use reciproque_shared::habilitation::{Acte, Rubrique, allows};

use crate::session::use_session;
use crate::ui::*;

/// In place of one part of the page.
pub fn mention() -> AnyView {
    view! { <p class="discret"><Picto icone=Icone::Cadenas/>" Fermé à votre profil."</p> }.into_any()
}

/// Who decides that it is closed: whom to ask depends on it.
fn raison(rubrique: Rubrique) -> &'static str {
    let droit = use_session().profil().and_then(|profil| allows(profil, Acte::ConsulterDossier));
    match droit {
        Some(droit) if droit.si_convention.contains(&rubrique) => {
            "Non ouverte par la convention de votre structure"
        }
        _ => "Fermée à votre profil",
    }
}

/// Closed to everybody at this hour, when the reader finds it open at another.
fn a_cette_heure(fiche: &FicheDossier, rubrique: Rubrique) -> Option<String> {
    let source = fiche.source_fermee.filter(|_| fiche.fermees_a_cette_heure.contains(&rubrique))?;
    Some(source.en_mots())
}

/// In place of what the caisse sends about one adult.
pub fn mention_de_la_source(fiche: &FicheDossier) -> Option<AnyView> {
    let dit = format!(" {}.", fiche.source_fermee?.en_mots());
    Some(view! { <p class="discret"><Picto icone=Icone::Cadenas/>{dit}</p> }.into_any())
}

pub fn carte(fiche: &FicheDossier) -> Option<AnyView> {
    let fermees = &fiche.rubriques_fermees;
    (!fermees.is_empty()).then(|| {
        let ligne = |rubrique: &Rubrique| {
            let raison = a_cette_heure(fiche, *rubrique).unwrap_or_else(|| raison(*rubrique).to_owned());
            view! { <li><span><Picto icone=Icone::Cadenas/>" "{rubrique.libelle()}</span><span class="discret">{raison}</span></li> }
        };
        let heures = fiche.source_fermee.map(|source| {
            let dit = format!(
                "{} (heure de Paris) : jusque-là, rien n’en est transmis, à personne. Le parcours, les contrats et les rendez-vous restent ouverts.",
                source.en_mots()
            );
            view! { <p>{dit}</p> }
        });
        let lignes = fermees.iter().map(ligne).collect_view();
        view! {
            <Carte titre="Rubriques fermées" id="fermees" corps=false>
                <ul class="liste" role="list">{lignes}</ul>
                <div class="carte-corps">
                    {heures}
                    <p class="discret">"Votre profil ou la convention de votre organisme n’ouvre pas ces rubriques : rien n’en a été transmis. Si votre mission les demande, adressez-vous au référent utilisateurs du Département."</p>
                </div>
            </Carte>
        }
        .into_any()
    })
}
