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
use self::fiche::Fiche;
use self::geste::{Suite, message};
use self::saisie::Saisie;
use super::{attente, numero, remettre, use_lecture};
use crate::ui::*;

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
    let suite = Suite::new(move |(fiche, dite): (FicheCer, _)| {
        let id = fiche.id;
        geste::laisser(id, dite);
        remettre::<ConsulterCer>(&id, Arc::new(fiche));
        va(&format!("/cer/{id}"), remplace());
    });
    lecture.page("CER", move |preparation| match a_reprendre(&preparation) {
        Some(_) => attente("CER"),
        None => view! { <Saisie origine=Origine::Nouveau(preparation) suite/> }.into_any(),
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
    let cer = numero("cer");
    let lecture = use_lecture::<ConsulterCer>(move || (cer.get(), ()));
    lecture.page("CER", |premiere| view! { <Contrat premiere/> }.into_any())
}

/// The contract as the last answer tells it.
#[component]
fn Contrat(premiere: Arc<FicheCer>) -> impl IntoView {
    let (va, annonceur) = (use_navigate(), use_annonceur());
    let dite = geste::prendre(premiere.id);
    if let Some(dite) = dite {
        annonceur.dit(message(dite, premiere.etat).0);
    }
    let etat = RwSignal::new((premiere, dite));
    let suite = Suite::new(move |(fiche, dite): (FicheCer, _)| {
        let ici = etat.with_untracked(|(fiche, _)| fiche.id);
        if fiche.id != ici {
            return va(&format!("/cer/{}", fiche.id), NavigateOptions::default());
        }
        annonceur.dit(message(dite, fiche.etat).0);
        etat.set((Arc::new(fiche), Some(dite)));
        // After the dialog has closed, which gives the focus back to its button.
        request_animation_frame(|| {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            met_au_point("titre-cer");
        });
    });
    move || {
        let (fiche, dite) = etat.get();
        if fiche.gestes.contains(&GesteCer::Signer) {
            view! { <Saisie origine=Origine::Garde(fiche) suite/> }.into_any()
        } else {
            view! { <Fiche fiche dite suite/> }.into_any()
        }
    }
}
