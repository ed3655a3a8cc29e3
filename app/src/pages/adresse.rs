//! What an address names.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The number at this place of the address. What is no number names nothing: 0 is answered
/// like any other unknown one.
pub fn numero(nom: &'static str) -> Memo<i64> {
    let parametres = use_params_map();
    Memo::new(move |_| {
        parametres.with(|p| p.get_str(nom).and_then(|texte| texte.parse().ok()).unwrap_or(0_i64))
    })
}

/// The number under this name after the `?` of the address; 0 when there is none.
pub fn numero_demande(nom: &'static str) -> Memo<i64> {
    let demande = use_query_map();
    Memo::new(move |_| {
        demande.with(|d| d.get_str(nom).and_then(|texte| texte.parse().ok()).unwrap_or_default())
    })
}

/// Where a dossier is, opened on the person it is about: the one place that builds this address.
pub fn adresse_dossier(dossier: i64, personne: i64) -> String {
    format!("/dossiers/{dossier}?{PERSONNE}={personne}")
}

/// Where a rendez-vous with this person is entered.
pub fn adresse_nouveau_rendez_vous(dossier: i64, personne: i64) -> String {
    format!("/dossiers/{dossier}/personnes/{personne}/rendez-vous/nouveau")
}

/// Names the person in the address of a dossier.
pub const PERSONNE: &str = "personne";
