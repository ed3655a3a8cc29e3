//! Where the draft stands, in a few discreet words; troubles are read aloud.

use leptos::prelude::*;

use crate::pages::a_l_heure;
use crate::pages::cer::brouillon::{Brouillon, Etat};
use crate::ui::*;

/// « Enregistré à 14:32 »
pub fn ligne(brouillon: &Brouillon) -> AnyView {
    annoncer(brouillon);
    let etat = brouillon.etat.clone();
    let trouble = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(trouble)
    });
    let icone = move || if trouble.get() { Icone::Attention } else { Icone::Verifie };
    view! {
        <p class="discret brouillon-etat" class:trouble=trouble>
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
        Etat::Enregistre(quand) => format!("Enregistré à {}", a_l_heure(*quand)),
        Etat::Modifie => "Modifié".to_owned(),
        Etat::EnCours => "Enregistrement…".to_owned(),
        Etat::Perdu => "Non enregistré : connexion perdue, nouvel essai…".to_owned(),
        Etat::SessionFinie => "Non enregistré : reconnectez-vous, la saisie est gardée".to_owned(),
        Etat::Refuse(pourquoi) => format!("Non enregistré. {pourquoi}"),
        Etat::Conflit => "Modifié par une autre personne : choisissez ce qui reste".to_owned(),
    }
}

/// A trouble and its end are said; saving as usual is not.
fn annoncer(brouillon: &Brouillon) {
    let (etat, annonceur) = (brouillon.etat.clone(), use_annonceur());
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
