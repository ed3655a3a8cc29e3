//! The parcours of one adult, for who decides on it: who accompanies today, what may be decided,
//! what was.

mod aujourdhui;
mod champs;
mod gestes;
mod historique;
mod lot;
mod orienter;
mod prolongation;
mod reorientation;
mod suites;

pub use lot::{A_ORIENTER, AOrienter, LotOrientation, provide_lot_en_cours};

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterParcours;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::parcours::fiche::FicheParcours;

use self::gestes::Gestes;
use self::orienter::Orienter;
use super::pied::imprime_par;
use crate::pages::geste::{self, Ouverte, raconte};
use crate::pages::{a_l_heure, adresse_dossier, numero};
use crate::session::use_session;
use crate::ui::*;

impl geste::Fiche for FicheParcours {
    type Lecture = ConsulterParcours;
    const CELLE_CI: &'static str = "ce parcours";

    fn dernier_geste(&self) -> Option<String> {
        self.etapes.last().map(|etape| raconte(&etape.agent, &etape.quoi, etape.instant))
    }
}

#[component]
pub fn Parcours() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("personne"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Parcours", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &Arc<FicheParcours>, ouverte: Ouverte<FicheParcours>, gestes: Gestes) -> AnyView {
    let personne = &fiche.personne;
    let (titre, naissance) = (format!("Parcours de {}", nom(fiche)), personne.date_naissance.to_string());
    let fait = ouverte.fait().map(|mots| {
        view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }
    });
    let orienter = Orienter::nouveau(fiche, ouverte);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Parcours"/><p>{format!("Naissance : {naissance}")}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(fiche.consulte_a)}</span>
                {retour(fiche)}
            </p>
            {ouverte.devancee(fiche)}
            {fait}
            {reorientation::carte(fiche, gestes)}
            <div class="deux">
                {aujourdhui::cartes(fiche)}
                {gestes::carte(fiche, gestes, orienter)}
            </div>
            {orienter.carte()}
            {historique::partie(fiche)}
            {imprime_par()}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

/// To the file, for who may read it.
fn retour(fiche: &FicheParcours) -> AnyView {
    let personne = &fiche.personne;
    let href = adresse_dossier(personne.dossier, personne.personne);
    match use_session().permet(Acte::ConsulterDossier) {
        true => view! { <a href=href>"Retour au dossier"</a> }.into_any(),
        false => view! { <a href="/equipe">"Toute l’équipe"</a> }.into_any(),
    }
}

/// `Leïla HADDAD`
fn nom(fiche: &FicheParcours) -> String {
    format!("{} {}", fiche.personne.prenom, fiche.personne.nom)
}
