//! Orientation, référent, and what is awaited.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::Adulte;
use reciproque_shared::dossier::parcours::{OrientationLue, ParcoursLu, ReferentLu};
use reciproque_shared::habilitation::Acte;

use super::{attente, fermees};
use crate::pages::instruction;
use crate::pages::reorientation::fil;
use crate::session::use_session;
use crate::ui::*;
use reciproque_shared::date::periode;

pub fn partie(adulte: &Adulte) -> AnyView {
    let (action, decider, reorienter) = (attente::action(adulte), decider(adulte), reorienter(adulte));
    let demander = demander(adulte);
    let contenu = contenu(adulte.parcours.as_ref());
    view! { <div><h4>"Parcours"<span class="actions">{action}{decider}{reorienter}{demander}</span></h4>{contenu}</div> }.into_any()
}

/// The way to the decisions, for who takes them, unless what is awaited leads there.
fn decider(adulte: &Adulte) -> Option<AnyView> {
    let (session, parcours) = (use_session(), adulte.parcours.as_ref()?);
    let jour = session.aujourd_hui();
    let accompagne = parcours.orientations.iter().any(|o| o.fin.is_none_or(|fin| jour <= fin));
    let permis = session.permet(Acte::ConsulterParcours) && !attente::ouvre_le_parcours(adulte);
    permis.then(|| {
        let href = format!("/personnes/{}/parcours", adulte.id);
        let nom = if accompagne { "Gérer le parcours" } else { "Orienter" };
        view! { <LienBouton href genre=Genre::Secondaire petit=true>{nom}</LienBouton> }.into_any()
    })
}

/// The way to what is asked about the right, for who instructs it.
fn demander(adulte: &Adulte) -> Option<AnyView> {
    use_session().permet(Acte::ConsulterInstruction).then(|| {
        let href = instruction::adresse(adulte.id);
        let nom = if adulte.instructions.is_empty() { "Ouvrir une demande" } else { "Demandes sur le droit" };
        view! { <LienBouton href genre=Genre::Secondaire petit=true>{nom}</LienBouton> }.into_any()
    })
}

/// The way to the request of the structure that accompanies, unless what is awaited leads there.
fn reorienter(adulte: &Adulte) -> Option<AnyView> {
    let (session, parcours) = (use_session(), adulte.parcours.as_ref()?);
    let permis = adulte.accompagne_par_moi && session.permet(Acte::DemanderReorientation);
    (permis && !attente::ouvre_la_reorientation(adulte)).then(|| {
        let href = format!("/personnes/{}/reorientation", adulte.id);
        let ouverte = parcours.reorientation.as_ref().is_some_and(|fil| fil.etat.est_ouverte());
        let nom = if ouverte { "Suivre la réorientation" } else { "Demander une réorientation" };
        view! { <LienBouton href genre=Genre::Secondaire petit=true>{nom}</LienBouton> }.into_any()
    })
}

/// The latest request: where it stands and its delay, the thread folded under it.
fn reorientation(parcours: &ParcoursLu) -> Option<AnyView> {
    let (jour, demandee) = (use_session().aujourd_hui(), parcours.reorientation.as_ref()?);
    let (etiquette, entier) = (fil::etiquette(demandee, jour), fil::entier(demandee, jour));
    let delai = demandee.delai(jour).map(|delai| view! { <p class="discret">{delai}</p> });
    let vue = view! {
        <Fait nom="Réorientation">
            {etiquette}
            {delai}
            <details><summary>"Fil de la demande"</summary>{entier}</details>
        </Fait>
    };
    Some(vue.into_any())
}

fn contenu(parcours: Option<&ParcoursLu>) -> AnyView {
    let Some(parcours) = parcours else {
        return fermees::mention();
    };
    let jour = use_session().aujourd_hui();
    let courante = orientation(parcours.orientations.iter().find(|o| o.court_le(jour)));
    let sans_compte = parcours.orientations.iter().any(|o| o.court_le(jour) && o.sans_compte);
    let aucun = if sans_compte { "aucun : structure sans compte" } else { "non désigné" };
    let referent = parcours.referents.iter().find(|r| r.court_le(jour)).map_or_else(
        || aucun.to_owned(),
        |r| format!("{} ({}), {}", r.nom, r.structure, depuis(r.debut, r.fin)),
    );
    let attentes = parcours.attentes.iter().map(attente::fait).collect_view();
    let demandee = reorientation(parcours);
    view! {
        <Definitions>
            {courante}
            <Fait nom="Référent">{referent}</Fait>
            {demandee}
            {attentes}
        </Definitions>
        {autres(parcours)}
    }
    .into_any()
}

/// What holds today, with its end when it is planned.
fn depuis(debut: NaiveDate, fin: Option<NaiveDate>) -> String {
    let fin = fin.map(|fin| format!(", jusqu’au {}", date::court(fin))).unwrap_or_default();
    format!("depuis le {}{fin}", date::court(debut))
}

fn orientation(courante: Option<&OrientationLue>) -> AnyView {
    let Some(o) = courante else {
        return view! { <Fait nom="Orientation">"aucune en cours"</Fait> }.into_any();
    };
    let notifiee =
        o.notifiee_le.map(|jour| format!(", notifiée le {}", date::court(jour))).unwrap_or_default();
    let quoi = format!("{}, {}{notifiee}", o.sorte.libelle(), depuis(o.debut, o.fin));
    let structure = o.structure.clone();
    view! {
        <Fait nom="Orientation">{quoi}</Fait>
        <Fait nom="Structure">{structure}</Fait>
    }
    .into_any()
}

/// Orientations and référents of other days, folded: former ones, and those to come.
fn autres(parcours: &ParcoursLu) -> Option<AnyView> {
    let jour = use_session().aujourd_hui();
    let orientations = parcours.orientations.iter().filter(|o| !o.court_le(jour));
    let referents = parcours.referents.iter().filter(|r| !r.court_le(jour));
    let orientation = |o: &OrientationLue| {
        format!("{}, {} ({})", o.sorte.libelle(), o.structure, periode(Some(o.debut), o.fin))
    };
    let referent = |r: &ReferentLu| format!("{}, {} ({})", r.nom, r.structure, periode(Some(r.debut), r.fin));
    let lignes: Vec<String> = orientations.map(orientation).chain(referents.map(referent)).collect();
    (!lignes.is_empty()).then(|| {
        let lignes = lignes.into_iter().map(|ligne| view! { <li>{ligne}</li> }).collect_view();
        view! { <details><summary>"Autres orientations et référents"</summary><ul>{lignes}</ul></details> }
            .into_any()
    })
}
