//! Giving up what has not taken effect: an avenant to come, or the whole convention.

use leptos::prelude::*;
use reciproque_shared::api::AnnulerConvention;
use reciproque_shared::convention::SaisieAnnulation;
use reciproque_shared::date;
use reciproque_shared::supervision::fiche::ConventionLue;

use super::envoi::Envoi;
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

const LA_CONVENTION: &str = "Elle n’ouvrira aucun accès et libère ses jours pour une autre. Elle reste dans l’historique, \
     avec votre nom et le motif.";
const UN_AVENANT: &str = "Il ne prendra pas effet : les termes d’avant restent. Il reste dans l’historique, barré, avec votre \
     nom et le motif.";

/// A button for each thing that may still be given up, and the question that it asks.
#[component]
pub fn Annulations(convention: ConventionLue, envoi: Envoi) -> impl IntoView {
    let aujourdhui = use_session().aujourd_hui();
    let (ouvert, choisi, motif) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(String::new()));
    let numeros = convention.avenants.iter().map(|avenant| avenant.numero).filter(|numero| *numero > 0);
    let boutons = numeros.map(Some).chain([None]).filter(|n| convention.annulable(*n, aujourdhui).is_ok());
    let boutons: Vec<_> = boutons.map(|numero| (numero, libelle(&convention, numero))).collect();
    let bouton = |(numero, libelle): (Option<u32>, String)| {
        let demander = move || {
            envoi.erreurs.efface();
            motif.set(String::new());
            choisi.set(numero);
            ouvert.set(true);
        };
        view! { <Bouton genre=Genre::Danger petit=true au_clic=demander>{libelle}</Bouton> }
    };
    let (id, version) = (convention.id, convention.version);
    let confirme = move || {
        let saisie = SaisieAnnulation { avenant: choisi.get_untracked(), motif: motif.get_untracked() };
        match saisie.motif() {
            Ok(_) => {
                envoi.lancer(appeler_version::<AnnulerConvention>(id, saisie, version), "C’est annulé.");
            }
            Err(refus) => envoi.refuser(refus),
        }
    };
    let boutons_vus = boutons.iter().cloned().map(bouton).collect_view();
    let titre = Signal::derive(move || {
        let trouve = boutons.iter().find(|(numero, _)| *numero == choisi.get());
        trouve.map(|(_, libelle)| libelle.clone()).unwrap_or_default()
    });
    let question = move || {
        let effet = if choisi.get().is_some() { UN_AVENANT } else { LA_CONVENTION };
        let (erreurs, occupe) = (envoi.erreurs, envoi.occupe);
        ouvert.get().then(|| {
            view! {
                <QuestionGeste effet faire=titre.get() ouvert occupe erreurs confirme>
                    <ChampTexte id="motif" libelle="Motif" valeur=motif erreur=erreurs.de("motif")/>
                </QuestionGeste>
            }
        })
    };
    view! {
        {boutons_vus}
        <Dialogue ouvert titre>{question}</Dialogue>
    }
    .into_any()
}

fn libelle(convention: &ConventionLue, numero: Option<u32>) -> String {
    let avenant = convention.avenants.iter().find(|avenant| Some(avenant.numero) == numero);
    match avenant {
        Some(avenant) => {
            format!("Annuler l’avenant n° {} du {}", avenant.numero, date::court(avenant.date_effet))
        }
        None => "Annuler la convention".to_owned(),
    }
}
