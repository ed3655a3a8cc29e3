//! A gesture on a contract: its call, what is said of it, and what to do next.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterCer, CorrigerCer, DeciderCer, FaireGesteCer};
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{Acteur, EtatCer, GesteCer, SaisieGeste, gestes_possibles};

use super::fiche::quoi;
use crate::pages::geste::{Dit, Fiche, Reponse, raconte};
use crate::server::{appeler, appeler_version};

/// What shows the contract once it has changed.
pub type ApresGeste = Callback<(FicheCer, Dit)>;

impl Fiche for FicheCer {
    type Lecture = ConsulterCer;
    const CELLE_CI: &'static str = "ce contrat";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.etapes.last()?;
        let qui = format!("{}, {}", etape.agent, etape.organisation);
        Some(raconte(&qui, quoi(etape), etape.instant))
    }
}

/// What was done, by the state that it led to, and what comes next.
pub const fn message(etat: EtatCer) -> (&'static str, &'static str) {
    match etat {
        EtatCer::Signe => {
            ("Signatures enregistrées", "Transmettez maintenant le contrat au département, qui décide.")
        }
        EtatCer::Brouillon => ("Saisie rouverte", "Modifiez le contrat, puis enregistrez les signatures."),
        EtatCer::Transmis => (
            "Contrat transmis au département",
            "Le gestionnaire rSa de la CTSA décide. S’il demande un complément, le contrat revient dans votre accueil.",
        ),
        EtatCer::Abandonne => ("Brouillon abandonné", "Rien n’est effacé : vous pouvez le reprendre."),
        EtatCer::Valide => ("Contrat validé", "Il prend effet à sa date de début."),
        EtatCer::ACompleter => {
            ("Complément demandé", "Le référent voit le motif et corrige dans un nouveau brouillon.")
        }
        EtatCer::Refuse => {
            ("Contrat refusé", "Le référent voit le motif et peut corriger dans un nouveau brouillon.")
        }
        EtatCer::Rompu => ("Contrat rompu", "Il s’arrête au jour indiqué."),
        EtatCer::Annule => ("Contrat annulé", "Il ne compte plus dans l’historique de la personne."),
    }
}

/// Whether the département alone does it.
pub fn est_decision(geste: GesteCer) -> bool {
    EtatCer::TOUS.iter().any(|etat| gestes_possibles(*etat, Acteur::Departement).any(|autre| autre == geste))
}

/// A gesture on a contract in the version that was read.
pub fn appel((id, version): (i64, i32), saisie: SaisieGeste) -> Reponse<FicheCer> {
    if est_decision(saisie.geste) {
        Box::pin(appeler_version::<DeciderCer>(id, saisie, version))
    } else if saisie.geste.ouvre_un_nouveau() {
        Box::pin(appeler_version::<CorrigerCer>(id, (), version))
    } else {
        Box::pin(appeler_version::<FaireGesteCer>(id, saisie, version))
    }
}

/// Somebody else acted first: has `suite` show the contract as it is now.
pub fn montrer(cer: Option<i64>, suite: ApresGeste) {
    let Some(cer) = cer else { return };
    spawn_local(async move {
        if let Ok(fiche) = appeler::<ConsulterCer>(cer, ()).await {
            suite.try_run((fiche, Dit::Devance(String::new())));
        }
    });
}
