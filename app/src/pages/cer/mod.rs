//! The CER: entered, read, decided.

mod brouillon;
mod champs;
mod conflit;
mod fiche;
mod geste;
mod mots;
mod saisie;

pub use fiche::{cartes as contrat, histoire};
pub use mots::{EtiquetteCer, date_lue, garde};

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterCer, CreerCer};
use reciproque_shared::cer::GesteCer;
use reciproque_shared::fiche_cer::FicheCer;

use self::fiche::Fiche;
use self::geste::{Suite, message};
use self::saisie::Saisie;
use super::{attente, numero, refus, remettre, use_lecture};
use crate::ui::*;

/// Opens the draft of a person, then shows it at its own address.
#[component]
pub fn NouveauCer() -> impl IntoView {
    let personne = numero("personne");
    let lecture = use_lecture::<CreerCer>(move || (personne.get(), ()));
    let va = use_navigate();
    Effect::new(move || {
        if let Some(Ok(fiche)) = lecture.etat() {
            let replace = NavigateOptions { replace: true, ..Default::default() };
            remettre::<ConsulterCer>(&fiche.id, fiche.clone());
            va(&format!("/cer/{}", fiche.id), replace);
        }
    });
    move || match lecture.etat() {
        Some(Err(echec)) => refus("CER", echec, Callback::new(move |()| lecture.relire())),
        _ => attente("CER"),
    }
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
    let etat = RwSignal::new((premiere, None));
    let (va, annonceur) = (use_navigate(), use_annonceur());
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
            view! { <Saisie fiche suite/> }.into_any()
        } else {
            view! { <Fiche fiche dite suite/> }.into_any()
        }
    }
}
