//! The CER: entered, read, decided.

mod brouillon;
mod champs;
mod fiche;
mod geste;
mod instance;
mod mots;
mod saisie;

pub use fiche::{cartes as contrat, histoire};
pub use mots::{EtiquetteCer, date_lue, garde};

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterCer, PreparerCer};
use reciproque_shared::cer::GesteCer;
use reciproque_shared::cer::fiche::{FicheCer, PreparationCer};

use self::brouillon::Origine;
use self::fiche::Gestes;
use self::geste::{ApresGeste, message};
use self::saisie::Saisie;
use super::geste::{Ouverte, laisser};
use super::{attente, numero, remettre, use_lecture};

/// A new contract: the form, which keeps nothing before something is typed; the draft of the
/// structure when there is one.
#[component]
pub fn NouveauCer() -> impl IntoView {
    let personne = numero("personne");
    let lecture = use_lecture::<PreparerCer>(move || (personne.get(), ()));
    let va = use_navigate();
    Effect::new({
        let va = va.clone();
        move || {
            if let Some(Ok(preparation)) = lecture.etat()
                && let Some(brouillon) = a_reprendre(&preparation)
            {
                va(&format!("/cer/{brouillon}"), remplace());
            }
        }
    });
    let suite = ApresGeste::new(move |(fiche, dit): (FicheCer, _)| {
        let id = fiche.id;
        laisser(dit, message(fiche.etat).0);
        remettre::<ConsulterCer>(&id, Arc::new(fiche));
        va(&format!("/cer/{id}"), remplace());
    });
    lecture.page("CER", move |preparation| match a_reprendre(&preparation) {
        Some(_) => attente("CER"),
        None => view! { <Saisie origine=Origine::Nouveau(preparation) suite devance=None/> }.into_any(),
    })
}

fn remplace() -> NavigateOptions {
    NavigateOptions { replace: true, ..Default::default() }
}

/// The draft to go on with, unless what was typed here has not left yet.
fn a_reprendre(preparation: &PreparationCer) -> Option<i64> {
    let ici = brouillon::attend(preparation.feuille.personne.personne);
    preparation.brouillon.filter(|_| !ici)
}

/// A CER: the form while it is a draft that one may type, the contract to read otherwise.
#[component]
pub fn Cer() -> impl IntoView {
    let (cer, va) = (numero("cer"), use_navigate());
    let ouverte = Ouverte::lire(cer);
    let gestes = Gestes::nouveau(ouverte);
    let suite = ApresGeste::new(move |issue: (FicheCer, _)| {
        let mots = message(issue.0.etat).0;
        ouverte.montre(issue, mots);
    });
    ouverte.page("CER", move |fiche| {
        if fiche.id != cer.get_untracked() {
            // A correction: another contract, which has its own page.
            va(&format!("/cer/{}", fiche.id), NavigateOptions::default());
            return attente("CER");
        }
        if !fiche.gestes.contains(&GesteCer::Signer) {
            return fiche::page(&fiche, ouverte, gestes);
        }
        let devance = ouverte.devancee(&fiche);
        view! { <Saisie origine=Origine::Garde(fiche) suite devance/> }.into_any()
    })
}
