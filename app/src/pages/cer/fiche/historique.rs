//! What was done to the contract: who, when, why.

use leptos::prelude::*;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::cer::fiche::{EtapeCer, FicheCer};
use reciproque_shared::date;

use crate::pages::instant;
use crate::ui::*;

/// `prefixe` keeps the anchors of several contracts apart on one page.
pub fn carte(fiche: &FicheCer, prefixe: &str, niveau: u8) -> AnyView {
    let id = format!("{prefixe}historique");
    let derniere = fiche.etapes.len().saturating_sub(1);
    let etapes = fiche.etapes.iter().enumerate().rev();
    let etapes = etapes.map(|(rang, etape)| ligne(etape, rang == derniere)).collect_view();
    view! {
        <Carte titre="Historique" id niveau><Frise>{etapes}</Frise></Carte>
    }
    .into_any()
}

fn ligne(etape: &EtapeCer, courante: bool) -> AnyView {
    let qui_quand = format!("{}, {}, le {}", etape.agent, etape.organisation, instant(etape.instant));
    let quoi = quoi(etape);
    match dit(etape) {
        Some(motif) => view! { <Etape quoi qui_quand motif courante/> }.into_any(),
        None => view! { <Etape quoi qui_quand courante/> }.into_any(),
    }
}

/// There are several ways to a draft; any other state has one.
pub fn quoi(etape: &EtapeCer) -> &str {
    if etape.etat == EtatCer::Brouillon { &etape.geste } else { etape.etat.libelle() }
}

/// The examination that came before, then the reason.
fn dit(etape: &EtapeCer) -> Option<String> {
    let examen = etape.examine_par.zip(etape.examine_le);
    let examen = examen.map(|(par, le)| format!("Examen : {}, le {}.", par.libelle(), date::court(le)));
    let dits: Vec<String> = examen.into_iter().chain(etape.motif.clone()).collect();
    (!dits.is_empty()).then(|| dits.join(" "))
}
