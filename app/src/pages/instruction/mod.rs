//! What is asked of the Département about the right of a person: the requests of an adult, and the
//! page of one, with its thread and what may be done about it.

mod conclure;
pub mod fil;
mod gestes;
mod liste;
mod nouvelle;

pub use liste::Instructions;

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterInstruction;
use reciproque_shared::date;
use reciproque_shared::instruction::{FicheInstruction, GesteInstruction};

use self::gestes::Gestes;
use super::pied::imprime_par;
use crate::pages::geste::{self, Ouverte, raconte};
use crate::pages::{a_l_heure, adresse_dossier, numero};
use crate::session::use_session;
use crate::ui::*;

impl geste::Fiche for FicheInstruction {
    type Lecture = ConsulterInstruction;
    const CELLE_CI: &'static str = "cette demande";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.fil.etapes.last()?;
        Some(raconte(&etape.agent, etape.geste.libelle(), etape.instant))
    }
}

/// The requests of an adult.
pub fn adresse(personne: i64) -> String {
    format!("/personnes/{personne}/instructions")
}

#[component]
pub fn Instruction() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("instruction"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Demande sur le droit", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &Arc<FicheInstruction>, ouverte: Ouverte<FicheInstruction>, gestes: Gestes) -> AnyView {
    let personne = &fiche.personne;
    let sorte = fiche.fil.ligne.objet.sorte().libelle();
    let titre = format!("{sorte}\u{a0}: {} {}", personne.prenom, personne.nom);
    let naissance = format!("Naissance : {}", personne.date_naissance);
    let fait = ouverte.fait().map(|mots| {
        view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }
    });
    let historique = fil::frise(&fiche.fil.etapes);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Demande sur le droit"/><p>{naissance}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(fiche.consulte_a)}</span>
                <a href=adresse(personne.personne)>"Toutes ses demandes"</a>
                <a href=adresse_dossier(personne.dossier, personne.personne)>"Retour au dossier"</a>
            </p>
            {ouverte.devancee(fiche)}
            {fait}
            <div class="deux">
                {carte(fiche)}
                {suite(fiche, gestes)}
            </div>
            <Carte titre="Historique" id="historique">{historique}</Carte>
            {imprime_par()}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn carte(fiche: &FicheInstruction) -> AnyView {
    let (ligne, jour) = (fiche.fil.ligne.clone(), use_session().aujourd_hui());
    let faits = fil::faits(&fiche.fil, jour);
    let instructeur = fiche.instructeur.clone();
    let hors_delai = fiche.hors_delai_depuis.map(|limite| {
        let dit = format!(
            "Ce recours est arrivé après le {}, dernier jour pour contester la décision reçue\u{a0}: à examiner. C’est un \
             constat, il n’entraîne aucun rejet automatique.",
            date::court(limite)
        );
        view! { <Alerte ton=Ton::Attention><p>{dit}</p></Alerte> }
    });
    view! {
        <Carte titre="Demande" id="demande" cote=move || fil::etiquette(&ligne, jour)>
            {faits}
            {instructeur.map(|qui| view! { <p class="discret">{format!("Instruite par {qui}.")}</p> })}
            {hors_delai}
        </Carte>
    }
    .into_any()
}

/// What may be done now, and why not what one would expect.
fn suite(fiche: &FicheInstruction, gestes: Gestes) -> AnyView {
    let boutons = (!fiche.gestes.is_empty()).then(|| gestes.boutons(&fiche.gestes));
    let empechement = fiche.empechement.clone();
    let close =
        boutons.is_none().then(|| view! { <p class="discret">{fiche.fil.ligne.etat.que_faire()}</p> });
    let prochaine = (fiche.permet(GesteInstruction::Notifier) || fiche.permet(GesteInstruction::Transmettre))
        .then(|| fil::ce_qui_est_dit(&fiche.fil.ligne));
    view! {
        <div class="pas-imprime">
            <Carte titre="Suite à donner" id="gestes">
                {empechement.map(|pourquoi| view! { <Alerte><p>{pourquoi}</p></Alerte> })}
                {prochaine}
                {boutons}
                {close}
            </Carte>
        </div>
    }
    .into_any()
}
