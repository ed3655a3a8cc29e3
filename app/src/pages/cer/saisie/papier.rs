//! The contract on paper, to be signed by hand: the reading view of the draft, printed in
//! place of its form.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::fiche_cer::FicheCer;

use super::{Formulaire, contrat};
use crate::pages::brouillon::Gardee as _;
use crate::pages::cer::fiche::acte;
use crate::ui::*;

/// What is printed: the draft as it was when one asked for it.
#[derive(Clone, Copy)]
pub struct Papier {
    formulaire: Formulaire,
    tire: RwSignal<Option<Arc<FicheCer>>>,
}

impl Papier {
    /// The browser's own print command prints the same.
    pub fn nouveau(formulaire: Formulaire) -> Self {
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
        let contenu = move || self.tire.get().map(|fiche| acte(&fiche, "papier-"));
        view! { <div class="a-imprimer">{contenu}</div> }.into_any()
    }

    fn tire(self) {
        let champs = self.formulaire.champs;
        let saisie = untrack(|| champs.lit());
        let fiche = self.formulaire.fiche.with_value(|fiche| {
            let equipe = fiche.contexte.equipe.iter().flatten();
            let choisi = equipe.into_iter().find(|agent| agent.id.to_string() == saisie.referent);
            let prevu = untrack(|| contrat::prevoir(champs, &fiche.contexte));
            FicheCer {
                referent: choisi.map_or_else(|| fiche.referent.clone(), |agent| agent.nom.clone()),
                debut: prevu.map(|(periode, _)| periode.0),
                fin: prevu.map(|(periode, _)| periode.1),
                saisie,
                ..fiche.as_ref().clone()
            }
        });
        self.tire.set(Some(Arc::new(fiche)));
    }
}
