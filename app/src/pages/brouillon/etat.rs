//! Where the draft stands, in a few discreet words; troubles are read aloud.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use reciproque_shared::erreur::ErreurChamp;

use crate::pages::a_l_heure;
use crate::ui::*;

/// What became of what is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum EtatBrouillon {
    /// Nothing was typed yet.
    Vide,
    Enregistre(DateTime<Utc>),
    /// Typed since the last save, which is coming.
    Modifie,
    EnCours,
    /// The server does not answer; another attempt is coming.
    Perdu,
    /// Since when, and the fields that the server refuses, with what to do.
    Partiel(DateTime<Utc>, String),
    /// Waits for the agent to sign in again.
    SessionFinie,
    /// The server refuses what is typed, and says why.
    Refuse(String),
    /// Somebody else changed the draft: the agent chooses.
    Conflit,
    /// Somebody else did what ends it: nothing can be typed there any more.
    Fige,
}

/// « Enregistré à 14:32 »
pub fn ligne(etat: &ArcRwSignal<EtatBrouillon>) -> AnyView {
    annoncer(etat);
    let etat = etat.clone();
    let en_peine = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(trouble)
    });
    let vide = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(|etat| *etat == EtatBrouillon::Vide)
    });
    let mal = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(|etat| trouble(etat) || attend_l_agent(etat))
    });
    let icone = move || if mal.get() { Icone::Attention } else { Icone::Verifie };
    view! {
        <p class="discret brouillon-etat" class:trouble=en_peine hidden=vide>
            {move || view! { <Picto icone=icone()/> }}" "{move || etat.with(dit)}
        </p>
    }
    .into_any()
}

pub fn trouble(etat: &EtatBrouillon) -> bool {
    matches!(
        etat,
        EtatBrouillon::Perdu
            | EtatBrouillon::SessionFinie
            | EtatBrouillon::Refuse(_)
            | EtatBrouillon::Partiel(..)
    )
}

/// Somebody acted first: nothing is saved until the agent has seen it.
pub fn attend_l_agent(etat: &EtatBrouillon) -> bool {
    matches!(etat, EtatBrouillon::Conflit | EtatBrouillon::Fige)
}

/// `« Note » : texte trop long…`: the fields refused, by the name that `libelle` gives.
pub fn sauf(refuses: &[ErreurChamp], libelle: fn(&str) -> &'static str) -> String {
    let mut noms: Vec<String> =
        refuses.iter().map(|refus| format!("«\u{a0}{}\u{a0}»", libelle(&refus.champ))).collect();
    noms.dedup();
    let pourquoi = refuses.first().map_or("", |refus| refus.message.as_str());
    format!("{}. {pourquoi}", noms.join(", "))
}

fn dit(etat: &EtatBrouillon) -> String {
    match etat {
        EtatBrouillon::Vide => String::new(),
        EtatBrouillon::Enregistre(quand) => format!("Enregistré à {}", a_l_heure(*quand)),
        EtatBrouillon::Modifie => "Modifié".to_owned(),
        EtatBrouillon::EnCours => "Enregistrement…".to_owned(),
        EtatBrouillon::Perdu => "Non enregistré : le serveur ne répond pas, nouvel essai…".to_owned(),
        EtatBrouillon::SessionFinie => "Non enregistré : reconnectez-vous, la saisie est gardée".to_owned(),
        EtatBrouillon::Partiel(quand, sauf) => format!("Enregistré à {}, sauf {sauf}", a_l_heure(*quand)),
        EtatBrouillon::Refuse(pourquoi) => format!("Non enregistré. {pourquoi}"),
        EtatBrouillon::Conflit => "Modifié ailleurs : choisissez ce qui reste".to_owned(),
        EtatBrouillon::Fige => "Non enregistré : plus rien ne s’y modifie".to_owned(),
    }
}

/// A trouble and its end are said; saving as usual is not.
fn annoncer(etat: &ArcRwSignal<EtatBrouillon>) {
    let (etat, annonceur) = (etat.clone(), use_annonceur());
    Effect::new(move |trouble_avant: Option<bool>| {
        let trouble_avant = trouble_avant.unwrap_or(false);
        etat.with(|etat| match etat {
            EtatBrouillon::Enregistre(_) if trouble_avant => {
                annonceur.dit(&dit(etat));
                false
            }
            etat if trouble(etat) && !trouble_avant => {
                annonceur.dit(&dit(etat));
                true
            }
            // Between two attempts nothing is known yet.
            _ => trouble_avant,
        })
    });
}
