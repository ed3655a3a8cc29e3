//! Home of the user referent: what waits, each count opening its list.

use leptos::prelude::*;
use reciproque_shared::accueil::{Accueil, CompteSupervision, FileSupervision};
use reciproque_shared::api::ConsulterAccueil;

use crate::pages::use_lecture;
use crate::ui::*;

#[component]
pub fn AccueilSupervision() -> impl IntoView {
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let vue = lecture.vue(|accueil| compteurs(&accueil));
    view! {
        <main id="contenu" class="page accueil">
            <Titre texte="Accueil"/>
            {vue}
        </main>
    }
    .into_any()
}

fn compteurs(accueil: &Accueil) -> AnyView {
    let compteurs = accueil.supervision.iter().map(compteur).collect_view();
    view! { <Section titre="À traiter" id="a-traiter"><Compteurs>{compteurs}</Compteurs></Section> }
        .into_any()
}

fn compteur(compte: &CompteSupervision) -> AnyView {
    let (nombre, plusieurs) = (compte.nombre, compte.nombre > 1);
    let accord = |un: &'static str, pluriel: &'static str| if plusieurs { pluriel } else { un };
    let (href, libelle, precision, urgent) = match compte.file {
        FileSupervision::AInscrire => {
            ("/formations", accord("demande de formation", "demandes de formation"), "à planifier", true)
        }
        FileSupervision::ACertifier => {
            ("/formations", accord("attestation", "attestations"), "à délivrer", true)
        }
        FileSupervision::ASigner => (
            "/habilitations?etat=a_signer",
            accord("habilitation", "habilitations"),
            "en attente de signature",
            false,
        ),
        FileSupervision::Conventions => (
            "/organisations?fin=proche",
            accord("convention prend fin", "conventions prennent fin"),
            "dans les trois mois",
            true,
        ),
        FileSupervision::RevuesEnRetard => {
            ("/revues", accord("revue annuelle", "revues annuelles"), "en retard", true)
        }
        FileSupervision::CommunesSansCtsa => {
            ("/territoires", accord("commune sans CTSA", "communes sans CTSA"), "à confier", true)
        }
    };
    view! { <Compteur href nombre libelle precision urgent/> }.into_any()
}
