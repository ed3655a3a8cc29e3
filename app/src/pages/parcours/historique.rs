//! All that was decided: orientations and référents, the latest first, and each decision.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::date::periode;
use reciproque_shared::dossier::parcours::ReferentLu;
use reciproque_shared::mots::minuscule;
use reciproque_shared::parcours::fiche::{EtapeParcours, FicheParcours, OrientationSuivie};

use super::aujourdhui::par;
use super::lot::adresse_lot;
use crate::pages::instant;
use crate::ui::*;

/// Nothing as long as nothing was decided.
pub fn partie(fiche: &FicheParcours) -> Option<AnyView> {
    let FicheParcours { orientations, referents, etapes, .. } = fiche;
    (!orientations.is_empty() || !etapes.is_empty()).then(|| {
        let orientations = (!orientations.is_empty()).then(|| toutes(orientations));
        let referents = (!referents.is_empty()).then(|| tous(referents));
        let etapes = (!etapes.is_empty()).then(|| frise(etapes));
        view! {
            <Section titre="Historique" id="historique">
                {orientations}
                <div class="deux">{referents}{etapes}</div>
            </Section>
        }
        .into_any()
    })
}

fn toutes(orientations: &[OrientationSuivie]) -> AnyView {
    let lignes = orientations.iter().map(orientation).collect_view();
    view! {
        <Carte titre="Orientations" id="orientations" niveau=3>
            <Tableau
                legende="Orientations, la plus récente d’abord"
                muette=true
                colonnes=&["Structure", "Orientation", "Période", "Décidée le", "Reçue le", "Fin"]
            >
                {lignes}
            </Tableau>
        </Carte>
    }
    .into_any()
}

fn orientation(o: &OrientationSuivie) -> AnyView {
    let quoi = format!("{} ({})", o.sorte.libelle(), minuscule(o.origine.libelle()));
    let decidee = format!("{}{}", date::court(o.decidee_le), par(o.decideur));
    let recue = o.notifiee_le.map(date::court).unwrap_or_default();
    let fin = o.motif_fin.map_or("", |motif| motif.libelle());
    let (structure, quand) = (o.structure.clone(), periode(Some(o.debut), o.fin));
    view! {
        <Ligne>
            <CelluleTitre>{structure}</CelluleTitre>
            <Cellule titre="Orientation">{quoi}</Cellule>
            <Cellule titre="Période">{quand}</Cellule>
            <Cellule titre="Décidée le">{decidee}</Cellule>
            <Cellule titre="Reçue le">{recue}</Cellule>
            <Cellule titre="Fin">{fin}</Cellule>
        </Ligne>
    }
    .into_any()
}

fn tous(referents: &[ReferentLu]) -> AnyView {
    let ligne = |r: &ReferentLu| {
        let (nom, structure, quand) = (r.nom.clone(), r.structure.clone(), periode(Some(r.debut), r.fin));
        view! {
            <Ligne>
                <CelluleTitre>{nom}</CelluleTitre>
                <Cellule titre="Structure">{structure}</Cellule>
                <Cellule titre="Période">{quand}</Cellule>
            </Ligne>
        }
    };
    let lignes = referents.iter().map(ligne).collect_view();
    view! {
        <Carte titre="Référents uniques" id="referents" niveau=3>
            <Tableau
                legende="Référents uniques, le plus récent d’abord"
                muette=true
                court=true
                colonnes=&["Référent", "Structure", "Période"]
            >
                {lignes}
            </Tableau>
        </Carte>
    }
    .into_any()
}

fn frise(etapes: &[EtapeParcours]) -> AnyView {
    let etapes = etapes.iter().rev().cloned().enumerate().map(|(rang, etape)| {
        let qui_quand = format!("{}, le {}", etape.agent, instant(etape.instant));
        let lien = etape.lot.map(|lot| (adresse_lot(lot), "Décision pour plusieurs personnes"));
        view! { <Etape quoi=etape.quoi qui_quand nostrip:motif=etape.motif nostrip:lien=lien courante=rang == 0/> }
    });
    let etapes = etapes.collect_view();
    view! { <Carte titre="Décisions" id="decisions" niveau=3><Frise>{etapes}</Frise></Carte> }.into_any()
}
