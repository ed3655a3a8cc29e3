//! The adults of the foyer: the one that the address names comes first and names the page; the
//! others are one tap away.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::dossier::FicheDossier;

use super::adulte::carte;
use crate::pages::{PERSONNE, adresse_dossier, numero_demande};
use crate::ui::*;

/// Who is read: the rank, in the foyer, of the adult that the address names; the demandeur
/// otherwise.
#[derive(Clone, Copy)]
pub struct Lu(Memo<usize>);

impl Lu {
    pub fn nouveau(fiche: &FicheDossier) -> Self {
        let personne = numero_demande(PERSONNE);
        let ids: Vec<i64> = fiche.adultes.iter().map(|adulte| adulte.id).collect();
        let lu = Memo::new(move |_| {
            let voulue = personne.get();
            ids.iter().position(|id| *id == voulue).unwrap_or_default()
        });
        Effect::new(move |avant: Option<usize>| {
            let lu = lu.get();
            // The page now begins with another adult: so does its reading.
            if avant.is_some_and(|avant| avant != lu) {
                request_animation_frame(revenir_au_titre);
            }
            lu
        });
        Self(lu)
    }

    /// The name at the top of the page.
    pub fn nom(self, fiche: &Arc<FicheDossier>) -> impl Fn() -> String + Send + use<> {
        let fiche = fiche.clone();
        move || nom(&fiche, self.0.get())
    }
}

/// `HADDAD Leïla`; the demandeur is named by the dossier even when Identité is closed.
fn nom(fiche: &FicheDossier, rang: usize) -> String {
    let adulte = fiche.adultes.get(rang);
    match adulte.and_then(|adulte| adulte.identite.as_ref()) {
        Some(identite) => format!("{} {}", identite.nom, identite.prenom),
        None => {
            let role = adulte.filter(|_| rang > 0).map(|adulte| adulte.role.libelle().to_owned());
            role.unwrap_or_else(|| fiche.intitule.clone())
        }
    }
}

/// The ranks, the one who is read first.
fn ordre(lu: usize, combien: usize) -> Vec<usize> {
    std::iter::once(lu).chain((0..combien).filter(|rang| *rang != lu)).take(combien).collect()
}

/// The way to the other adults of the foyer, in place: nothing is read again.
pub fn autres(fiche: &Arc<FicheDossier>, lu: Lu) -> Option<AnyView> {
    let (fiche, combien) = (fiche.clone(), fiche.adultes.len());
    let lien = move |rang: usize| {
        let href = adresse_dossier(fiche.id, fiche.adultes.get(rang).map_or(0, |adulte| adulte.id));
        let nom = nom(&fiche, rang);
        view! {
            <a class="bouton secondaire petit" href=href prop:replace=true><Picto icone=Icone::Personne/>{nom}</a>
        }
    };
    (combien > 1).then(|| {
        view! {
            <nav class="actions" aria-label="Dans le même foyer">
                {move || ordre(lu.0.get(), combien).into_iter().skip(1).map(&lien).collect_view()}
            </nav>
        }
        .into_any()
    })
}

/// The cards, each made once whatever their order.
pub fn cartes(fiche: &Arc<FicheDossier>, lu: Lu) -> AnyView {
    let (fiche, combien) = (fiche.clone(), fiche.adultes.len());
    view! {
        <For
            each=move || ordre(lu.0.get(), combien)
            key=|rang| *rang
            children=move |rang| fiche.adultes.get(rang).map(|adulte| carte(adulte, &fiche))
        />
    }
    .into_any()
}
