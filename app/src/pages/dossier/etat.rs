//! The state of the right, in one glance; the Droits card has the whole label.

use leptos::prelude::*;
use reciproque_shared::dossier::EtatDossier;

use crate::ui::*;

#[component]
pub fn EtiquetteEtat(etat: EtatDossier) -> impl IntoView {
    let (ton, icone, texte) = match etat {
        EtatDossier::Ouvert => (Ton::Succes, Icone::Verifie, "Droit ouvert"),
        EtatDossier::DroitSuspendu => (Ton::Attention, Icone::Pause, "Droit suspendu"),
        EtatDossier::VersementSuspendu => (Ton::Attention, Icone::Pause, "Versement suspendu"),
        EtatDossier::EnAttente => (Ton::Info, Icone::Horloge, "En attente"),
        EtatDossier::Refuse => (Ton::Erreur, Icone::Croix, "Droit refusé"),
        EtatDossier::Clos | EtatDossier::ClosAnterieurement => (Ton::Neutre, Icone::Moins, "Droit clos"),
        EtatDossier::NonDefini => (Ton::Neutre, Icone::Moins, "État non défini"),
    };
    view! { <Etiquette ton icone texte/> }
}
