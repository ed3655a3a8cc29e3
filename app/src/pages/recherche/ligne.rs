//! A dossier in a list of results or of recent views.

use leptos::prelude::*;
use reciproque_shared::dossier::LigneDossier;

use crate::pages::dossier::EtiquetteEtat;
use crate::pages::{adresse_dossier, instant};
use crate::ui::*;

/// Where a person found leads, or why nowhere.
pub type Vers = fn(&LigneDossier) -> Result<String, &'static str>;

/// To the dossier, opened on that person.
pub fn au_dossier(ligne: &LigneDossier) -> Result<String, &'static str> {
    Ok(adresse_dossier(ligne.dossier, ligne.personne))
}

/// One person.
#[component]
pub fn LienDossier(ligne: LigneDossier, vers: Vers) -> impl IntoView {
    let ou = match &*ligne.commune {
        Some(commune) => format!("{} · {commune}", ligne.role.libelle()),
        None => ligne.role.libelle().into_owned(),
    };
    let naissance = format!("Naissance : {}", ligne.date_naissance);
    let vu =
        ligne.consulte_a.map(|quand| view! { <small>{format!("Consulté le {}", instant(quand))}</small> });
    let fermee = ligne.source_fermee.map(|source| view! { <small>{source.en_mots()}</small> });
    let destination = vers(&ligne);
    let contenu = view! {
        <span><b>{ligne.nom_complet()}</b><small>{naissance}</small></span>
        <span>{ou}{vu}{fermee}</span>
        {(*ligne.etat).clone().map(|etat| view! { <EtiquetteEtat etat/> })}
    }
    .into_any();
    match destination {
        Ok(href) => view! { <Resultat href>{contenu}</Resultat> }.into_any(),
        Err(raison) => view! { <ResultatInerte raison>{contenu}</ResultatInerte> }.into_any(),
    }
}

/// Dossiers opened lately, or how to open a first one.
#[component]
pub fn ListeDossiers(lignes: Vec<LigneDossier>) -> impl IntoView {
    if lignes.is_empty() {
        return view! {
            <EtatVide titre="Aucun dossier consulté pour l’instant">
                <p>"Cherchez une personne par son nom, son numéro de sécurité sociale (NIR), son matricule ou sa date de naissance : les dossiers ouverts se retrouvent ici."</p>
            </EtatVide>
        }
        .into_any();
    }
    view! {
        <Resultats>{lignes.into_iter().map(|ligne| view! { <LienDossier ligne vers=au_dossier/> }).collect_view()}</Resultats>
    }
    .into_any()
}
