//! The reminder on the home page of those who review.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterRevues;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::revue::{RappelRevue, ResumeRevue, RetardRevue, Revues};

use super::avancement;
use crate::pages::use_lecture;
use crate::session::use_session;
use crate::ui::*;

/// What is to be done in the reviews that are open; nothing when none is.
#[component]
pub fn Rappel() -> impl IntoView {
    let lecture = use_lecture::<ConsulterRevues>(|| ((), ()));
    move || match lecture.etat() {
        // What it stands above is not pushed down: it waits too.
        None => view! { <Squelette lignes=2/> }.into_any(),
        Some(Ok(revues)) => rappels(&revues),
        // A reminder that can't be read is no reason to hide the home page.
        Some(Err(_)) => ().into_any(),
    }
}

fn rappels(revues: &Revues) -> AnyView {
    let ouvertes: Vec<&ResumeRevue> = revues.lignes.iter().filter(|revue| revue.rappel.is_some()).collect();
    match ouvertes.as_slice() {
        [] => ().into_any(),
        [une] => un_rappel(une, revues.retard),
        plusieurs => en_bref(plusieurs),
    }
}

fn un_rappel(revue: &ResumeRevue, retard: RetardRevue) -> AnyView {
    let Some(rappel) = revue.rappel else { return ().into_any() };
    let href = format!("/revues/{}", revue.id);
    let quoi = format!("{} : {}.", revue.organisation, avancement(revue));
    let aujourdhui = use_session().aujourd_hui();
    let delai = match rappel {
        RappelRevue::ASceller => "Relisez-la, puis scellez-la.".to_owned(),
        RappelRevue::EnRetard => {
            format!("Elle devait être finie le {}. {}.", date::court(revue.limite), retard.libelle())
        }
        _ => {
            format!("À finir le {} ({}).", date::court(revue.limite), date::relatif(revue.limite, aujourdhui))
        }
    };
    view! {
        <Alerte ton=ton(rappel) titre=rappel.libelle()>
            <p>{quoi}" "{delai}</p>
            <LienBouton href petit=true>"Ouvrir la revue"</LienBouton>
        </Alerte>
    }
    .into_any()
}

/// For those who follow every organisation.
fn en_bref(revues: &[&ResumeRevue]) -> AnyView {
    let compte = |cherche| revues.iter().filter(|revue| revue.rappel == Some(cherche)).count();
    let (retard, prete) = (compte(RappelRevue::EnRetard), compte(RappelRevue::ASceller));
    let phrase = format!(
        "{} une revue ouverte : {retard} en retard, {prete} à sceller, les autres en cours.",
        accord(revues.len(), "organisme a", "organismes ont")
    );
    let ton = if retard > 0 { Ton::Erreur } else { Ton::Info };
    view! {
        <Alerte ton titre="Revues annuelles des habilitations">
            <p>{phrase}</p>
            <LienBouton href="/revues" petit=true>"Voir l’avancement"</LienBouton>
        </Alerte>
    }
    .into_any()
}

const fn ton(rappel: RappelRevue) -> Ton {
    match rappel {
        RappelRevue::Ouverte => Ton::Info,
        RappelRevue::Proche => Ton::Attention,
        RappelRevue::EnRetard => Ton::Erreur,
        RappelRevue::ASceller => Ton::Succes,
    }
}
