//! Where the draft stands, in a few discreet words; troubles are read aloud.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::pages::a_l_heure;
use crate::ui::*;

/// What became of what is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Etat {
    /// Nothing was typed yet.
    Vide,
    Enregistre(DateTime<Utc>),
    /// Typed since the last save, which is coming.
    Modifie,
    EnCours,
    /// The server does not answer; another attempt is coming.
    Perdu,
    /// Waits for the agent to sign in again.
    SessionFinie,
    /// The server refuses what is typed, and says why.
    Refuse(String),
    /// Somebody else changed the draft: the agent chooses.
    Conflit,
}

/// « Enregistré à 14:32 »
pub fn ligne(etat: &ArcRwSignal<Etat>) -> AnyView {
    annoncer(etat);
    let etat = etat.clone();
    let trouble = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(trouble)
    });
    let vide = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(|etat| *etat == Etat::Vide)
    });
    let icone = move || if trouble.get() { Icone::Attention } else { Icone::Verifie };
    view! {
        <p class="discret brouillon-etat" class:trouble=trouble hidden=vide>
            {move || view! { <Picto icone=icone()/> }}" "{move || etat.with(dit)}
        </p>
    }
    .into_any()
}

fn trouble(etat: &Etat) -> bool {
    matches!(etat, Etat::Perdu | Etat::SessionFinie | Etat::Refuse(_))
}

fn dit(etat: &Etat) -> String {
    match etat {
        Etat::Vide => String::new(),
        Etat::Enregistre(quand) => format!("Enregistré à {}", a_l_heure(*quand)),
        Etat::Modifie => "Modifié".to_owned(),
        Etat::EnCours => "Enregistrement…".to_owned(),
        Etat::Perdu => "Non enregistré : le serveur ne répond pas, nouvel essai…".to_owned(),
        Etat::SessionFinie => "Non enregistré : reconnectez-vous, la saisie est gardée".to_owned(),
        Etat::Refuse(pourquoi) => format!("Non enregistré. {pourquoi}"),
        Etat::Conflit => "Modifié ailleurs : choisissez ce qui reste".to_owned(),
    }
}

/// A trouble and its end are said; saving as usual is not.
fn annoncer(etat: &ArcRwSignal<Etat>) {
    let (etat, annonceur) = (etat.clone(), use_annonceur());
    Effect::new(move |trouble_avant: Option<bool>| {
        let trouble_avant = trouble_avant.unwrap_or(false);
        etat.with(|etat| match etat {
            Etat::Enregistre(_) if trouble_avant => {
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
