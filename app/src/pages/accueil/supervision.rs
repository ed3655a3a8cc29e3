//! Home of the user referent: what waits, each count opening its list.

use leptos::prelude::*;
use reciproque_shared::accueil::{Accueil, CompteSupervision, FileSupervision};
use reciproque_shared::api::ConsulterAccueil;
use reciproque_shared::mots::selon;

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
    let nombre = compte.nombre;
    let accorde = |un, plusieurs| selon(nombre, un, plusieurs);
    let (href, libelle, precision, urgent) = match compte.file {
        FileSupervision::AInscrire => {
            ("/formations", accorde("demande de formation", "demandes de formation"), "à planifier", true)
        }
        FileSupervision::ACertifier => {
            ("/formations", accorde("attestation", "attestations"), "à délivrer", true)
        }
        FileSupervision::ASigner => (
            "/habilitations?etat=a_signer",
            accorde("habilitation", "habilitations"),
            "en attente de signature",
            false,
        ),
        FileSupervision::Conventions => (
            "/organisations?fin=proche",
            accorde("convention prend fin", "conventions prennent fin"),
            "dans les trois mois",
            true,
        ),
        FileSupervision::RevuesEnRetard => {
            ("/revues", accorde("revue annuelle", "revues annuelles"), "en retard", true)
        }
        FileSupervision::CommunesSansCtsa => {
            ("/territoires", accorde("commune sans CTSA", "communes sans CTSA"), "à confier", true)
        }
    };
    view! { <Compteur href nombre libelle precision urgent/> }.into_any()
}
