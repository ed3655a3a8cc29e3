//! A gesture on a contract: asked, answered, and what to do next.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterCer, CorrigerCer, DeciderCer, FaireGesteCer};
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{Acteur, EtatCer, GesteCer, SaisieGeste, gestes_possibles};

use crate::server::{Echec, appeler, appeler_version};

/// What the screen has to say after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dite {
    Fait(GesteCer),
    /// Somebody else acted first: the contract is shown as it is now.
    Devance,
}

/// What shows the contract once it has changed.
pub type Suite = Callback<(FicheCer, Dite)>;

thread_local! {
    /// What was done on one page, to be said on the page of the contract.
    static LAISSEE: Cell<Option<(i64, Dite)>> = const { Cell::new(None) };
}

/// Leaves it to the page of the contract.
pub fn laisser(cer: i64, dite: Dite) {
    LAISSEE.set(Some((cer, dite)));
}

/// What was left for this contract, once.
pub fn prendre(cer: i64) -> Option<Dite> {
    LAISSEE.take().filter(|(pour, _)| *pour == cer).map(|(_, dite)| dite)
}

/// What happened, and what comes next.
pub const fn message(dite: Dite, etat: EtatCer) -> (&'static str, &'static str) {
    match (dite, etat) {
        (Dite::Devance, _) => (
            "Une autre personne a agi sur ce contrat entre-temps",
            "Il est affiché tel qu’il est maintenant : relisez-le avant de continuer.",
        ),
        (_, EtatCer::Signe) => {
            ("Signatures enregistrées", "Transmettez maintenant le contrat au département, qui décide.")
        }
        (_, EtatCer::Brouillon) => {
            ("Saisie rouverte", "Modifiez le contrat, puis enregistrez les signatures.")
        }
        (_, EtatCer::Transmis) => (
            "Contrat transmis au département",
            "Le gestionnaire rSa de la CTSA décide. S’il demande un complément, le contrat revient dans votre accueil.",
        ),
        (_, EtatCer::Abandonne) => ("Brouillon abandonné", "Rien n’est effacé : vous pouvez le reprendre."),
        (_, EtatCer::Valide) => ("Contrat validé", "Il prend effet à sa date de début."),
        (_, EtatCer::ACompleter) => {
            ("Complément demandé", "Le référent voit le motif et corrige dans un nouveau brouillon.")
        }
        (_, EtatCer::Refuse) => {
            ("Contrat refusé", "Le référent voit le motif et peut corriger dans un nouveau brouillon.")
        }
        (_, EtatCer::Rompu) => ("Contrat rompu", "Il s’arrête au jour indiqué."),
        (_, EtatCer::Annule) => ("Contrat annulé", "Il ne compte plus dans l’historique de la personne."),
    }
}

/// Whether the département alone does it.
pub fn est_decision(geste: GesteCer) -> bool {
    EtatCer::TOUS.iter().any(|etat| gestes_possibles(*etat, Acteur::Departement).any(|autre| autre == geste))
}

/// Does a gesture on a contract in the version that was read; when somebody else acted
/// first, answers the contract as it is now.
///
/// # Errors
/// Those of the call.
async fn faire((id, version): (i64, i32), saisie: SaisieGeste) -> Result<(FicheCer, Dite), Echec> {
    let geste = saisie.geste;
    let lu = if est_decision(geste) {
        appeler_version::<DeciderCer>(id, saisie, version).await
    } else if geste.ouvre_un_nouveau() {
        appeler_version::<CorrigerCer>(id, (), version).await
    } else {
        appeler_version::<FaireGesteCer>(id, saisie, version).await
    };
    match lu {
        Ok(fiche) => Ok((fiche, Dite::Fait(geste))),
        Err(echec) if echec.est_devance() => Ok((appeler::<ConsulterCer>(id, ()).await?, Dite::Devance)),
        Err(echec) => Err(echec),
    }
}

/// Somebody else acted first: has `suite` show the contract as it is now.
pub fn montrer(cer: Option<i64>, suite: Suite) {
    let Some(cer) = cer else { return };
    spawn_local(async move {
        if let Ok(fiche) = appeler::<ConsulterCer>(cer, ()).await {
            suite.try_run((fiche, Dite::Devance));
        }
    });
}

/// Does a gesture, then `suite`, or `refus` with why not.
pub fn lance(cer: (i64, i32), saisie: SaisieGeste, suite: Suite, refus: Callback<(Echec,)>) {
    spawn_local(async move {
        match faire(cer, saisie).await {
            Ok(issue) => drop(suite.try_run(issue)),
            Err(echec) => drop(refus.try_run((echec,))),
        }
    });
}
