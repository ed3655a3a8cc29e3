//! How the screens of the CER say things.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::cer::{EtatCer, PositionCer};
use reciproque_shared::{date, garde_commentaire};

use crate::ui::*;

/// Where a contract stands today, or else its state.
#[component]
pub fn EtiquetteCer(etat: EtatCer, position: Option<PositionCer>) -> impl IntoView {
    let (ton, texte) = match (position, etat) {
        (Some(position @ PositionCer::EnCours), _) => (Ton::Succes, position.libelle()),
        (Some(position @ PositionCer::BilanAFaire), _) => (Ton::Attention, position.libelle()),
        (Some(position @ PositionCer::AVenir), _) => (Ton::Info, position.libelle()),
        (Some(position), _) => (Ton::Neutre, position.libelle()),
        (None, etat @ (EtatCer::Signe | EtatCer::Transmis)) => (Ton::Info, etat.libelle()),
        (None, etat @ EtatCer::Valide) => (Ton::Succes, etat.libelle()),
        (None, etat @ EtatCer::ACompleter) => (Ton::Attention, etat.libelle()),
        (None, etat @ EtatCer::Refuse) => (Ton::Erreur, etat.libelle()),
        (None, etat) => (Ton::Neutre, etat.libelle()),
    };
    view! { <Etiquette ton icone=icone(etat) texte/> }
}

const fn icone(etat: EtatCer) -> Icone {
    match etat {
        EtatCer::Brouillon | EtatCer::Signe => Icone::Crayon,
        EtatCer::Transmis => Icone::Envoi,
        EtatCer::Valide => Icone::Verifie,
        EtatCer::ACompleter => Icone::Attention,
        EtatCer::Refuse => Icone::Erreur,
        EtatCer::Rompu | EtatCer::Annule | EtatCer::Abandonne => Icone::Moins,
    }
}

/// `CER de Karim Haddad`
pub fn intitule(personne: &PersonneConcernee) -> String {
    format!("CER de {} {}", personne.prenom, personne.nom)
}

/// `Renouvellement, rang 2`
pub fn avec_rang(sorte: &str, rang: Option<i32>) -> String {
    rang.map_or_else(|| sorte.to_owned(), |rang| format!("{sorte}, rang {rang}"))
}

/// How a typed date is understood; empty when it is not.
pub fn date_lue(texte: &str, aujourdhui: NaiveDate) -> String {
    date::lire(texte, aujourdhui).map(date::long).unwrap_or_default()
}

/// What may not be written, as one types.
pub fn garde() -> Callback<(String,), Option<String>> {
    Callback::new(|(texte,): (String,)| {
        garde_commentaire::refus(&garde_commentaire::examiner(&texte)).map(|motif| motif.message)
    })
}
