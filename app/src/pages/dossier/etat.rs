//! The state of the right, in one glance; the Droits card has the whole label.

use leptos::prelude::*;
use reciproque_shared::dossier::{EtatDossier, EtatRecu};

use crate::ui::*;

#[component]
pub fn EtiquetteEtat(etat: EtatRecu) -> impl IntoView {
    let inconnu = format!("État : {}", etat.libelle());
    let (ton, icone, texte) = match etat.connu() {
        Some(EtatDossier::Ouvert) => (Ton::Succes, Icone::Verifie, "Droit ouvert"),
        Some(EtatDossier::DroitSuspendu) => (Ton::Attention, Icone::Pause, "Droit suspendu"),
        Some(EtatDossier::VersementSuspendu) => (Ton::Attention, Icone::Pause, "Versement suspendu"),
        Some(EtatDossier::EnAttente) => (Ton::Info, Icone::Horloge, "En attente"),
        Some(EtatDossier::Refuse) => (Ton::Erreur, Icone::Croix, "Droit refusé"),
        Some(EtatDossier::Clos | EtatDossier::ClosAnterieurement) => {
            (Ton::Neutre, Icone::Moins, "Droit clos")
        }
        Some(EtatDossier::NonDefini) => (Ton::Neutre, Icone::Moins, "État non défini"),
        None => (Ton::Neutre, Icone::Moins, inconnu.as_str()),
    };
    view! { <Etiquette ton icone texte/> }
}
