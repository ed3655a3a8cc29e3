//! The state of the right, in one glance.

use leptos::prelude::*;
use reciproque_shared::dossier::EtatDossier;

use crate::ui::*;

#[component]
pub fn EtiquetteEtat(etat: EtatDossier) -> impl IntoView {
    let (ton, icone) = match etat {
        EtatDossier::Ouvert => (Ton::Succes, Icone::Verifie),
        EtatDossier::DroitSuspendu | EtatDossier::VersementSuspendu => (Ton::Attention, Icone::Pause),
        EtatDossier::EnAttente => (Ton::Info, Icone::Horloge),
        EtatDossier::Refuse => (Ton::Erreur, Icone::Croix),
        EtatDossier::Clos | EtatDossier::ClosAnterieurement | EtatDossier::NonDefini => {
            (Ton::Neutre, Icone::Moins)
        }
    };
    view! { <Etiquette ton icone texte=etat.libelle()/> }
}
