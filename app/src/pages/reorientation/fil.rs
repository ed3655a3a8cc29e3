//! The thread of a request, as both sides read it.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::parcours::reorientation::{EtapeReorientation, EtatReorientation, FilReorientation};

use crate::pages::instant;
use crate::ui::*;

/// Where it stands; marked when the delay is over.
pub fn etiquette(fil: &FilReorientation, jour: NaiveDate) -> AnyView {
    let (ton, icone) = match fil.etat {
        _ if fil.en_retard(jour) => (Ton::Erreur, Icone::Attention),
        EtatReorientation::Demandee | EtatReorientation::EnInstruction => (Ton::Info, Icone::Horloge),
        EtatReorientation::Acceptee => (Ton::Succes, Icone::Verifie),
        EtatReorientation::Refusee => (Ton::Attention, Icone::Erreur),
        EtatReorientation::Retiree | EtatReorientation::SansObjet => (Ton::Neutre, Icone::Moins),
    };
    view! { <Etiquette ton icone texte=fil.etat.libelle()/> }.into_any()
}

/// What was asked, and what the delay says.
pub fn faits(fil: &FilReorientation, jour: NaiveDate) -> AnyView {
    let demandee = format!("{}, par {}", date::court(fil.demandee_le), fil.structure);
    let (motif, note, delai) = (fil.motif.libelle(), fil.note.clone(), fil.delai(jour));
    let sorte = fil.sorte.map(|sorte| sorte.libelle());
    let suite = fil.sans_suite();
    view! {
        <Definitions>
            <Fait nom="Demandée le">{demandee}</Fait>
            <Fait nom="Motif">{motif}</Fait>
            {sorte.map(|sorte| view! { <Fait nom="Orientation souhaitée">{sorte}</Fait> })}
            <Fait nom="Note de passation">{note}</Fait>
            {delai.map(|delai| view! { <Fait nom="Délai">{delai}</Fait> })}
            {suite.map(|dit| view! { <Fait nom="Suite">{dit}</Fait> })}
        </Definitions>
    }
    .into_any()
}

/// Each step, the latest first.
pub fn frise(fil: &FilReorientation) -> AnyView {
    let etapes = fil.etapes.iter().rev().cloned().enumerate().map(|(rang, etape)| {
        let EtapeReorientation { geste, instant: quand, agent, organisation, motif } = etape;
        let qui_quand = format!("{agent}, {organisation}, le {}", instant(quand));
        view! { <Etape quoi=geste.libelle() qui_quand nostrip:motif=motif courante=rang == 0/> }
    });
    let etapes = etapes.collect_view();
    view! { <Frise>{etapes}</Frise> }.into_any()
}

/// The whole thread.
pub fn entier(fil: &FilReorientation, jour: NaiveDate) -> AnyView {
    view! { {faits(fil, jour)}{frise(fil)} }.into_any()
}

/// The former ones, folded.
pub fn anciens(fils: &[FilReorientation], jour: NaiveDate) -> Option<AnyView> {
    let anciens = fils.get(1..).filter(|anciens| !anciens.is_empty())?;
    let fils = anciens.iter().map(|fil| view! { {etiquette(fil, jour)}{entier(fil, jour)} }).collect_view();
    Some(view! { <details><summary>"Demandes précédentes"</summary>{fils}</details> }.into_any())
}
