//! Where a rendez-vous stands, in a word.

use leptos::prelude::*;
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;

use crate::ui::*;

/// The status, or « À renseigner » when it is past and without result.
#[component]
pub fn EtiquetteRendezVous<'a>(ligne: &'a LigneRendezVous) -> impl IntoView + use<> {
    if ligne.a_renseigner {
        return view! { <Etiquette ton=Ton::Attention texte="À renseigner"/> };
    }
    let (ton, icone) = match ligne.statut {
        StatutRendezVous::Prevu => (Ton::Info, Icone::Horloge),
        StatutRendezVous::Honore => (Ton::Succes, Icone::Verifie),
        StatutRendezVous::AbsenceNonExcusee => (Ton::Erreur, Icone::Croix),
        StatutRendezVous::AbsenceExcusee => (Ton::Attention, Icone::Croix),
        StatutRendezVous::Reporte => (Ton::Neutre, Icone::Suite),
        StatutRendezVous::AnnulePersonne | StatutRendezVous::AnnuleService => (Ton::Neutre, Icone::Moins),
    };
    view! { <Etiquette ton icone texte=ligne.statut.libelle()/> }
}
