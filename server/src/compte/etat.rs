//! What the app is told of the session: who, under which profil, what may be done.

use reciproque_shared::compte::{jours_restants, rappel};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::{Acte, allows};
use reciproque_shared::session::{EtatSession, SurveillanceEnCours};

use super::avis;
use super::profil::profils;
use crate::garde::agent;
use crate::garde::{Agent, Passage};
use crate::refus::Refus;
use crate::serveur::Extranet;

/// What the session has become, once something of it was changed.
///
/// # Errors
/// When the access was closed meanwhile.
pub async fn etat_suivant(passage: &Passage, empreinte: &str) -> Result<EtatSession, Refus> {
    match agent::de_la_session(passage.app(), passage.base(), empreinte).await? {
        Ok(agent) => etat_de(passage, &agent).await,
        Err(ecarte) => Err(ecarte.refus),
    }
}

/// As the passage has it.
pub async fn etat(passage: &Passage) -> Result<EtatSession, Refus> {
    etat_de(passage, passage.agent()).await
}

async fn etat_de(passage: &Passage, agent: &Agent) -> Result<EtatSession, Refus> {
    let (app, base) = (passage.app(), passage.base());
    let maintenant = app.horloge.locale();
    Ok(EtatSession {
        agent: agent.id,
        nom: agent.nom.clone(),
        prenom: agent.prenom.clone(),
        organisation: agent.organisation_nom.clone(),
        profil: agent.profil,
        profils: profils(base, agent.id, maintenant.date()).await?,
        actes: actes(agent),
        entrave: agent.entrave,
        surveillance: agent.surveillance.map(|s| SurveillanceEnCours { jusqu_au: s.jusqu_au }),
        mot_de_passe_expire_dans: expire_dans(app, agent),
        formation: app.reglages.formation,
        inactivite_s: app.reglages.inactivite_s,
        aujourd_hui: maintenant.date(),
        maintenant,
        ferme_a: agent.horaires.map(|horaires| maintenant.date().and_time(horaires.ferme_a())),
        finit_a: a_paris(agent.session_ouverte_le + app.reglages.duree_session()),
        avis: avis::a_lire(base, agent).await?,
    })
}

/// Days left, once the first reminder is due.
fn expire_dans(app: &Extranet, agent: &Agent) -> Option<i64> {
    let jours = app.reglages.mot_de_passe_jours;
    let restants = jours_restants(agent.change_le, jours, app.horloge.aujourdhui())?;
    rappel(restants).map(|_| restants)
}

/// What the menus may offer: the rule table, and entry only if the convention allows it.
fn actes(agent: &Agent) -> Vec<Acte> {
    let permis = |acte: &Acte| {
        agent.entrave.is_none_or(|entrave| entrave.laisse(*acte))
            && allows(agent.profil, *acte).is_some_and(|droit| !droit.saisie || agent.saisie_ouverte)
    };
    Acte::TOUS.iter().copied().filter(permis).collect()
}
