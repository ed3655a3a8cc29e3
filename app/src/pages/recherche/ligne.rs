//! A dossier in a list of results or of recent views.

use leptos::prelude::*;
use reciproque_shared::dossier::LigneDossier;

use crate::pages::dossier::EtiquetteEtat;
use crate::pages::instant;
use crate::ui::*;

/// One person, leading to the dossier unless `vers` says where.
#[component]
pub fn LienDossier(ligne: LigneDossier, vers: Option<fn(i64, i64) -> String>) -> impl IntoView {
    let qui = format!("{} {}", ligne.nom, ligne.prenom);
    let ou = match &*ligne.commune {
        Some(commune) => format!("{} · {commune}", ligne.role.libelle()),
        None => ligne.role.libelle().into_owned(),
    };
    let naissance = match &ligne.nom_naissance {
        Some(nom) => format!("Nom de naissance : {nom} · naissance : {}", ligne.date_naissance),
        None => format!("Naissance : {}", ligne.date_naissance),
    };
    let href = vers
        .map_or_else(|| format!("/dossiers/{}", ligne.dossier), |vers| vers(ligne.dossier, ligne.personne));
    let vu =
        ligne.consulte_a.map(|quand| view! { <small>{format!("Consulté le {}", instant(quand))}</small> });
    view! {
        <Resultat href=href>
            <span><b>{qui}</b><small>{naissance}</small></span>
            <span>{ou}{vu}</span>
            {(*ligne.etat).clone().map(|etat| view! { <EtiquetteEtat etat/> })}
        </Resultat>
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
        <Resultats>{lignes.into_iter().map(|ligne| view! { <LienDossier ligne vers=None/> }).collect_view()}</Resultats>
    }
    .into_any()
}
