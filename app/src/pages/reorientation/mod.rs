//! Another orientation, asked for by the structure that accompanies: the request in one thread, and
//! what the structure may do about it.

pub mod fil;
mod gestes;

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterReorientation;
use reciproque_shared::parcours::reorientation::{FicheReorientation, FilReorientation};

use self::gestes::Gestes;
use super::pied::imprime_par;
use crate::pages::geste::{self, Ouverte, raconte};
use crate::pages::{a_l_heure, adresse_dossier, numero};
use crate::session::use_session;
use crate::ui::*;

impl geste::Fiche for FicheReorientation {
    type Lecture = ConsulterReorientation;
    const CELLE_CI: &'static str = "cette demande";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.fils.first()?.etapes.last()?;
        Some(raconte(&etape.agent, etape.geste.libelle(), etape.instant))
    }
}

#[component]
pub fn Reorientation() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("personne"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Réorientation", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &Arc<FicheReorientation>, ouverte: Ouverte<FicheReorientation>, gestes: Gestes) -> AnyView {
    let personne = &fiche.personne;
    let titre = format!("Réorientation de {} {}", personne.prenom, personne.nom);
    let naissance = format!("Naissance : {}", personne.date_naissance);
    let fait = ouverte.fait().map(|mots| {
        view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }
    });
    let jour = use_session().aujourd_hui();
    let demande = fiche.fils.first().map_or_else(|| rien(fiche), |fil| carte(fil, jour));
    let anciens = fil::anciens(&fiche.fils, jour);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Réorientation"/><p>{naissance}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(fiche.consulte_a)}</span>
                <a href=adresse_dossier(personne.dossier, personne.personne)>"Retour au dossier"</a>
            </p>
            {ouverte.devancee(fiche)}
            {fait}
            <div class="deux">
                {demande}
                {suite(fiche, gestes)}
            </div>
            {anciens}
            {imprime_par()}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn rien(fiche: &FicheReorientation) -> AnyView {
    let suite = match fiche.empechement.is_none() {
        true => "Si un autre accompagnement lui convient mieux, demandez-le : la CTSA répond ici.",
        false => "Le parcours de la personne se lit dans son dossier.",
    };
    view! { <EtatVide titre="Aucune réorientation demandée"><p>{suite}</p></EtatVide> }.into_any()
}

fn carte(fil: &FilReorientation, jour: chrono::NaiveDate) -> AnyView {
    let (fil, entier) = (fil.clone(), fil::entier(fil, jour));
    view! {
        <Carte titre="Demande" id="demande" cote=move || fil::etiquette(&fil, jour)>{entier}</Carte>
    }
    .into_any()
}

/// What may be done now, or why nothing more may be asked.
fn suite(fiche: &FicheReorientation, gestes: Gestes) -> Option<AnyView> {
    let boutons = (!fiche.gestes.is_empty()).then(|| gestes.boutons(&fiche.gestes));
    let empechement = fiche.empechement.clone().filter(|_| fiche.gestes.is_empty());
    let rien = boutons.is_none() && empechement.is_none();
    (!rien).then(|| {
        view! {
            <div class="pas-imprime">
                <Carte titre="Suite à donner" id="gestes">
                    {boutons}
                    {empechement.map(|pourquoi| view! { <p class="discret">{pourquoi}</p> })}
                </Carte>
            </div>
        }
        .into_any()
    })
}
