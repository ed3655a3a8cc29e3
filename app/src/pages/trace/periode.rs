//! A period, typed: the two ends may stay empty.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::trace::{PeriodeTraces, SaisiePeriode};

use crate::session::use_session;
use crate::ui::*;

/// The two dates of a form.
#[derive(Clone, Copy)]
pub struct ChampPeriode {
    pub du: RwSignal<String>,
    pub au: RwSignal<String>,
}

impl ChampPeriode {
    pub fn new() -> Self {
        Self { du: RwSignal::new(String::new()), au: RwSignal::new(String::new()) }
    }

    /// What is typed, if it can be understood; otherwise says why on the fields.
    pub fn saisie(self, erreurs: Erreurs) -> Option<SaisiePeriode> {
        let (du, au) = (self.du.get_untracked(), self.au.get_untracked());
        match PeriodeTraces::lire(&du, &au, use_session().aujourd_hui()) {
            Ok(_) => {
                erreurs.efface();
                Some(SaisiePeriode { du, au, apres: None })
            }
            Err(refus) => {
                erreurs.pose(refus);
                None
            }
        }
    }
}

#[component]
pub fn ChampsPeriode(periode: ChampPeriode, erreurs: Erreurs) -> impl IntoView {
    let aujourdhui = use_session().aujourd_hui();
    let lecture = move |texte: String| date::lire(&texte, aujourdhui).map(date::long).unwrap_or_default();
    view! {
        <ChampTexte id="du" libelle="Du" valeur=periode.du largeur=Largeur::Date erreur=erreurs.de("du") lecture=lecture/>
        <ChampTexte id="au" libelle="Au" valeur=periode.au largeur=Largeur::Date erreur=erreurs.de("au") lecture=lecture/>
    }
    .into_any()
}
