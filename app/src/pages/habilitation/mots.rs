//! How a habilitation is told.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::fiche::LigneHabilitation;
use reciproque_shared::habilitation::{EtatHabilitation, Portee};

use crate::ui::*;

pub fn nom(ligne: &LigneHabilitation) -> String {
    format!("{} {}", ligne.nom, ligne.prenom)
}

/// The state, as an icon and a word; an end that is planned is told with it.
pub fn etat(ligne: &LigneHabilitation) -> (Ton, String) {
    let libelle = ligne.etat.libelle();
    match (ligne.etat, ligne.fin) {
        (EtatHabilitation::Active, _) if ligne.suspendu => (Ton::Erreur, "Suspendue".to_owned()),
        (EtatHabilitation::Active | EtatHabilitation::ASigner, Some(fin)) => {
            (Ton::Attention, format!("{libelle}, fin le {}", date::court(fin)))
        }
        (EtatHabilitation::Active, None) => (Ton::Succes, libelle.to_owned()),
        (EtatHabilitation::Terminee, Some(fin)) if ligne.debut.is_none() => {
            (Ton::Neutre, format!("Sans suite depuis le {}", date::court(fin)))
        }
        (EtatHabilitation::Terminee, fin) => {
            (Ton::Neutre, fin.map_or(libelle.to_owned(), |fin| format!("{libelle} le {}", date::court(fin))))
        }
        _ => (Ton::Attention, libelle.to_owned()),
    }
}

/// The last proof, with its day.
pub fn derniere_preuve(ligne: &LigneHabilitation) -> String {
    let jour = |quoi: &str, jour: chrono::NaiveDate| format!("{quoi} le {}", date::court(jour));
    match (ligne.debut, ligne.certifiee_le, ligne.formee_le, ligne.seance) {
        (Some(debut), ..) => jour("Accès ouvert", debut),
        (_, Some(certifiee), ..) => jour("Attestation", certifiee),
        (_, _, Some(formee), _) => jour("Formation", formee),
        (_, _, _, Some(seance)) => jour("Séance", seance.date()),
        _ => jour("Demande", ligne.demandee_le),
    }
}

/// Which dossiers a profil reaches.
pub const fn portee(portee: Portee) -> &'static str {
    match portee {
        Portee::Accompagnement => "Les dossiers des personnes que la structure accompagne.",
        Portee::Territoire => "Les dossiers des communes de la commission territoriale.",
        Portee::Departement => "Tout dossier, par son numéro, pour rendre compte de son usage.",
        Portee::DroitsEnCours => {
            "Les dossiers dont un droit au rSa est en cours, ou clos si la convention le prévoit."
        }
        Portee::Beneficiaires => "Les dossiers dont un droit au rSa est en cours ou clos.",
        Portee::Demande => "Les dossiers des personnes dont une demande est en cours.",
        Portee::Organisation | Portee::Organisations | Portee::Aucune => "Aucun dossier.",
    }
}

/// Names and values, one under the other.
pub fn faits(faits: Vec<(&'static str, String)>) -> AnyView {
    let lignes = faits.into_iter().map(|(nom, valeur)| view! { <Fait nom>{valeur}</Fait> }).collect_view();
    view! { <Definitions>{lignes}</Definitions> }.into_any()
}
