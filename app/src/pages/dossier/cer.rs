//! The CER of an adult, the latest first.

use leptos::prelude::*;
use reciproque_shared::cer::fiche::LigneCer;
use reciproque_shared::dossier::Adulte;
use reciproque_shared::habilitation::Acte;

use super::{attente, fermees};
use crate::pages::cer::EtiquetteCer;
use crate::session::use_session;
use crate::ui::*;
use reciproque_shared::date::periode;

pub fn partie(adulte: &Adulte) -> AnyView {
    let session = use_session();
    let saisie = adulte.accompagne_par_moi && session.permet(Acte::SaisirCer);
    let href = format!("/personnes/{}/cer/nouveau", adulte.id);
    let nouveau = (saisie && !attente::ouvre_un_cer(adulte)).then(|| {
        view! { <LienBouton href genre=Genre::Secondaire petit=true icone=Icone::Crayon>"Nouveau CER"</LienBouton> }
    });
    let lien = session.permet(Acte::ConsulterCer);
    let contenu =
        adulte.parcours.as_ref().map_or_else(fermees::mention, |parcours| liste(&parcours.cer, lien));
    view! { <div><h4>"Contrat d’engagements réciproques (CER)"{nouveau}</h4>{contenu}</div> }.into_any()
}

fn liste(lignes: &[LigneCer], lien: bool) -> AnyView {
    if lignes.is_empty() {
        return view! { <p class="discret">"Aucun CER enregistré."</p> }.into_any();
    }
    let lignes = lignes.iter().map(|l| view! { <li>{ligne(l, lien)}</li> }).collect_view();
    view! { <ul role="list" class="suite">{lignes}</ul> }.into_any()
}

fn ligne(cer: &LigneCer, lien: bool) -> AnyView {
    let rang = cer.rang.map(|rang| format!(" n° {rang}")).unwrap_or_default();
    let quoi = format!("{}{rang}", cer.sorte);
    let titre = match lien {
        true => view! { <a href=format!("/cer/{}", cer.id)>{quoi}</a> }.into_any(),
        false => quoi.into_any(),
    };
    let dates = periode(cer.debut, cer.fin);
    let dates = if dates.is_empty() { dates } else { format!(", {dates}") };
    view! {
        <EtiquetteCer etat=cer.etat position=cer.position/>" "{titre}{dates}
        <p class="discret">{format!("{}, {}", cer.referent, cer.structure)}</p>
    }
    .into_any()
}
