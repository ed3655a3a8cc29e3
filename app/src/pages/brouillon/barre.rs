//! « 1 saisie à envoyer »: what a page left behind it, said on every page until the server has it.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::mots::combien;

use super::registre::{oublier, suivies, tout_envoyer, tout_oublier};
use super::{EtatBrouillon, Gardee, attend_l_agent, trouble};
use crate::session::use_session;
use crate::ui::*;

/// What a draft waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attente {
    /// The server: it is tried again by itself.
    Serveur,
    /// The agent: too long, changed elsewhere, or refused.
    Agent,
}

/// Why it is told, if it is: on its own page, the form says the rest.
fn attente(suivie: &dyn Gardee, avant: Option<Attente>) -> Option<Attente> {
    let parti = suivie.parti();
    match suivie.etat().get() {
        EtatBrouillon::Perdu | EtatBrouillon::SessionFinie => Some(Attente::Serveur),
        etat if trouble(&etat) || attend_l_agent(&etat) => parti.then_some(Attente::Agent),
        // Between two attempts nothing is known yet.
        EtatBrouillon::Modifie | EtatBrouillon::EnCours => avant,
        _ => None,
    }
}

#[derive(Clone, PartialEq)]
struct Dite {
    lieu: String,
    attente: Attente,
    /// Its page, which says it too, is gone.
    parti: bool,
}

type Dites = Vec<Dite>;

pub fn barre() -> AnyView {
    use_session().a_la_reconnexion(tout_envoyer);
    on_cleanup(tout_oublier);
    let dites = Memo::new(|avant: Option<&Dites>| {
        let avant = |lieu: &str| avant?.iter().find(|dite| dite.lieu == lieu).map(|dite| dite.attente);
        let dite = |suivie: Arc<dyn Gardee>| {
            let lieu = suivie.lieu();
            let attente = attente(&*suivie, avant(&lieu))?;
            Some(Dite { lieu, attente, parti: suivie.parti() })
        };
        suivies().into_iter().filter_map(dite).collect::<Dites>()
    });
    annoncer(dites);
    (move || dites.with(|dites| (!dites.is_empty()).then(|| vue(dites)))).into_any()
}

fn annoncer(dites: Memo<Dites>) {
    let annonceur = use_annonceur();
    Effect::new(move |avant: Option<usize>| {
        let combien = dites.with(|dites| dites.iter().filter(|dite| dite.parti).count());
        match avant.unwrap_or_default() {
            avant if avant < combien => annonceur.dit(&phrase(combien, "à envoyer")),
            avant if avant > 0 && combien == 0 => annonceur.dit("Toutes vos saisies sont enregistrées."),
            _ => {}
        }
        combien
    });
}

fn phrase(nombre: usize, quoi: &str) -> String {
    format!("{} {quoi}", combien(nombre, "saisie"))
}

fn vue(dites: &Dites) -> AnyView {
    let de = |quoi| dites.iter().filter(move |dite| dite.attente == quoi);
    let a_envoyer = de(Attente::Serveur).count();
    let envoi = (a_envoyer > 0).then(|| {
        view! {
            <p><Picto icone=Icone::Attention/>" "<b>{phrase(a_envoyer, "à envoyer")}</b>". Gardée dans cet onglet : ne le fermez pas. Nouvel essai automatique."</p>
            <Bouton genre=Genre::Secondaire petit=true au_clic=tout_envoyer>"Envoyer maintenant"</Bouton>
        }
    });
    let reprises = de(Attente::Agent).map(|dite| reprise(dite.lieu.clone())).collect_view();
    view! {
        <section class="en-attente pas-imprime" aria-label="Saisies à envoyer">{envoi}{reprises}</section>
    }
    .into_any()
}

/// One that only the agent can settle.
fn reprise(lieu: String) -> AnyView {
    let oubliee = lieu.clone();
    view! {
        <p><Picto icone=Icone::Attention/>" "<b>"1 saisie à reprendre"</b>". Elle n’est pas enregistrée entièrement."</p>
        <LienBouton href=lieu genre=Genre::Secondaire petit=true>"Y revenir"</LienBouton>
        <Bouton genre=Genre::Discret petit=true au_clic=move || oublier(&oubliee)>"Y renoncer"</Bouton>
    }
    .into_any()
}
