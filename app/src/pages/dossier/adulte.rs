//! One adult: identity, parcours, CER, rendez-vous, situation. The parts of the two
//! adults line up, so each card has the same ones in the same order.

use leptos::prelude::*;
use reciproque_shared::dossier::{Adulte, FicheDossier};

use super::{cer, france_travail, identite, parcours, rendez_vous, situation};
use crate::ui::*;

pub fn carte(adulte: &Adulte, fiche: &FicheDossier) -> AnyView {
    let id = format!("adulte-{}", adulte.id);
    let titre = id.clone();
    let nom = adulte.identite.as_ref().map_or_else(|| adulte.role.libelle().to_owned(), identite::nom);
    view! {
        <article class="carte adulte" aria-labelledby=titre>
            <div class="carte-tete">
                <h3 id=id>{nom}</h3>
                <Etiquette ton=Ton::Accent icone=Icone::Personne texte=adulte.role.libelle()/>
            </div>
            {identite::partie(adulte, fiche.id)}
            {parcours::partie(adulte)}
            {france_travail::partie(adulte)}
            {cer::partie(adulte)}
            {rendez_vous::partie(adulte, fiche.id)}
            {situation::partie(adulte, fiche)}
        </article>
    }
    .into_any()
}
