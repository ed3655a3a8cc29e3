//! A request in a line, in its thread, and beside what the flow says.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::instruction::{
    EtapeInstruction, EtatInstruction, FilInstruction, LigneInstruction, ObjetInstruction,
};

use crate::pages::instant;
use crate::session::use_session;
use crate::ui::*;

/// Where it stands; marked when the delay is over.
pub fn etiquette(ligne: &LigneInstruction, jour: NaiveDate) -> AnyView {
    let (ton, icone) = match ligne.etat {
        _ if ligne.en_retard(jour) => (Ton::Erreur, Icone::Attention),
        EtatInstruction::Recue | EtatInstruction::EnInstruction | EtatInstruction::Proposee => {
            (Ton::Info, Icone::Horloge)
        }
        EtatInstruction::Decidee | EtatInstruction::Notifiee => (Ton::Attention, Icone::Horloge),
        EtatInstruction::TransmiseCaisse => (Ton::Succes, Icone::Verifie),
        EtatInstruction::Retiree | EtatInstruction::SansObjet => (Ton::Neutre, Icone::Moins),
    };
    view! { <Etiquette ton icone texte=ligne.etat.libelle()/> }.into_any()
}

/// What was asked, how it is answered, what left the house.
pub fn faits(fil: &FilInstruction, jour: NaiveDate) -> AnyView {
    let ligne = &fil.ligne;
    let (recue, demande) = (date::court(ligne.recue_le), ligne.objet.en_mots());
    let conclusion = ligne.conclusion.map(|conclusion| {
        let nom = ligne.decision().unwrap_or_else(|| "Décision proposée".to_owned());
        view! { <Fait nom>{conclusion.en_mots()}</Fait> }
    });
    let envois = ligne.envois().into_iter().map(|envoi| view! { <p>{envoi}</p> }).collect_view();
    let envois = ligne.notifiee_le.map(|_| view! { <Fait nom="Suites">{envois}</Fait> });
    let (precision, delai) = (fil.precision.clone(), ligne.delai(jour));
    view! {
        <Definitions>
            <Fait nom="Demande">{demande}</Fait>
            <Fait nom="Reçue le">{recue}</Fait>
            {precision.map(|precision| view! { <Fait nom="Précision">{precision}</Fait> })}
            {delai.map(|delai| view! { <Fait nom="Délai">{delai}</Fait> })}
            {conclusion}
            {envois}
        </Definitions>
    }
    .into_any()
}

/// Each step, the latest first.
pub fn frise(etapes: &[EtapeInstruction]) -> AnyView {
    let etapes = etapes.iter().rev().cloned().enumerate().map(|(rang, etape)| {
        let EtapeInstruction { geste, instant: quand, agent, organisation, detail, note } = etape;
        let qui_quand = format!("{agent}, {organisation}, le {}", instant(quand));
        let quoi = match detail {
            Some(detail) => format!("{}\u{a0}: {detail}", geste.libelle()),
            None => geste.libelle().to_owned(),
        };
        view! { <Etape quoi qui_quand nostrip:motif=note courante=rang == 0/> }
    });
    let etapes = etapes.collect_view();
    view! { <Frise>{etapes}</Frise> }.into_any()
}

/// What the person, then the caisse and the partners, are told.
pub fn ce_qui_est_dit(ligne: &LigneInstruction) -> Option<AnyView> {
    let (decision, conclusion) = (ligne.decision()?, ligne.conclusion?);
    let dit = format!("{decision}, {}. {}", ligne.objet.en_mots(), conclusion.en_mots());
    let recours = conclusion_contestable(ligne).then(|| {
        view! { <p class="discret">"Rappelez à la personne comment contester : recours préalable auprès du président du conseil départemental, dans les deux mois (CASF L262-47)."</p> }
    });
    let vue = view! { <Alerte titre="Ce qui est dit"><p>{dit}</p>{recours}</Alerte> };
    Some(vue.into_any())
}

/// Not yet told, and not itself the answer to an appeal, which goes to the court.
fn conclusion_contestable(ligne: &LigneInstruction) -> bool {
    ligne.notifiee_le.is_none() && !matches!(ligne.objet, ObjetInstruction::Recours { .. })
}

/// What the Département was asked and decided, beside what the flow says: the source is told first.
pub fn decisions<'a>(lignes: impl Iterator<Item = &'a LigneInstruction>) -> Option<AnyView> {
    let lignes: Vec<AnyView> = lignes.map(decision).collect();
    (!lignes.is_empty()).then(|| {
        view! { <p><strong>"Selon le Département"</strong></p><ul role="list" class="suite">{lignes}</ul> }
            .into_any()
    })
}

fn decision(ligne: &LigneInstruction) -> AnyView {
    let suit = use_session().permet(Acte::ConsulterInstruction);
    let lien = suit.then(|| {
        let href = format!("/instructions/{}", ligne.id);
        view! { " "<a href=href>"Voir la demande"</a> }
    });
    let titre = ligne.decision().unwrap_or_else(|| {
        format!("Demande reçue le {}\u{a0}: {}", date::court(ligne.recue_le), ligne.etat.libelle())
    });
    let decidee = ligne.decidee_le.and(ligne.conclusion).map(|conclusion| conclusion.en_mots());
    let envois = ligne.envois().into_iter().map(|envoi| view! { <p class="discret">{envoi}</p> });
    let (objet, envois) = (ligne.objet.en_mots(), envois.collect_view());
    view! {
        <li>
            <strong>{titre}</strong>{lien}
            {decidee.map(|decidee| view! { <p>{decidee}</p> })}
            <p class="discret">{objet}</p>
            {envois}
        </li>
    }
    .into_any()
}
