//! The contract on paper, to be signed by hand: the reading view of the draft, printed in
//! place of its form.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::cer::fiche::FeuilleCer;

use super::{FormulaireCer, contrat};
use crate::pages::brouillon::Gardee as _;
use crate::pages::cer::fiche::{Acte, a_remettre};
use crate::ui::*;

/// What is printed: the draft as it was when one asked for it.
#[derive(Clone, Copy)]
pub struct Papier {
    formulaire: FormulaireCer,
    tire: RwSignal<Option<Tire>>,
}

/// The sheet, with the period that what is typed makes.
#[derive(Clone)]
struct Tire {
    feuille: FeuilleCer,
    periode: Option<(NaiveDate, NaiveDate)>,
}

impl Tire {
    fn acte(&self) -> Acte<'_> {
        Acte {
            feuille: &self.feuille,
            etat: EtatCer::Brouillon,
            position: None,
            rang: None,
            debut: self.periode.map(|periode| periode.0),
            fin: self.periode.map(|periode| periode.1),
            valide_le: None,
        }
    }
}

impl Papier {
    /// The browser's own print command prints the same.
    pub fn nouveau(formulaire: FormulaireCer) -> Self {
        let papier = Self { formulaire, tire: RwSignal::new(None) };
        let ecoute = window_event_listener_untyped("beforeprint", move |_| papier.tire());
        on_cleanup(move || ecoute.remove());
        papier
    }

    pub fn bouton(self) -> AnyView {
        let imprime = move || {
            self.formulaire.brouillon.with_value(|brouillon| brouillon.enregistre());
            self.tire();
            // Once the sheet is on the page. Refused only where printing is forbidden.
            request_animation_frame(|| drop(window().print()));
        };
        view! {
            <Bouton genre=Genre::Secondaire petit=true icone=Icone::Imprimer au_clic=imprime>"Imprimer le contrat à signer"</Bouton>
        }
        .into_any()
    }

    /// On paper only.
    pub fn feuille(self) -> AnyView {
        let contenu = move || self.tire.get().map(|tire| a_remettre(&tire.acte(), "papier-"));
        view! { <div class="a-imprimer">{contenu}</div> }.into_any()
    }

    fn tire(self) {
        let champs = self.formulaire.champs;
        let saisie = untrack(|| champs.lit());
        let tire = self.formulaire.feuille.with_value(|feuille| {
            let equipe = feuille.contexte.equipe.iter().flatten();
            let choisi = equipe.into_iter().find(|agent| agent.id.to_string() == saisie.referent);
            let referent = choisi.map_or_else(|| feuille.referent.clone(), |agent| agent.nom.clone());
            let prevu = untrack(|| contrat::prevoir(champs, &feuille.contexte));
            Tire {
                feuille: FeuilleCer { referent, saisie, ..feuille.clone() },
                periode: prevu.map(|(periode, _)| periode),
            }
        });
        self.tire.set(Some(tire));
    }
}
