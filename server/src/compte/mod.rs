//! « Mon compte »: how one signs in, and from where.

mod force;
mod mot_de_passe;

pub use mot_de_passe::changer as changer_mot_de_passe;

use chrono::Days;
use reciproque_shared::api::ConsulterCompte;
use reciproque_shared::compte::Compte;
use reciproque_shared::date::a_paris;
use sea_orm::EntityTrait;

use crate::extranet::Extranet;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::{agent, compte};

/// `GET /compte`
pub async fn consulter(passage: Passage, _: Demande<ConsulterCompte>) -> Result<Traced<Compte>, Refus> {
    let app = passage.app();
    let email = email(app, passage.agent().id).await?;
    let change_le = passage.agent().change_le;
    let jours = app.reglages.mot_de_passe_jours;
    let a_changer_le = change_le
        .filter(|_| jours > 0)
        .and_then(|change_le| a_paris(change_le).date().checked_add_days(Days::new(jours.into())));
    passage.laisser_sortir(Objet::aucun(), &[], |_| Compte { email, change_le, a_changer_le }).await
}

async fn email(app: &Extranet, agent: i64) -> Result<String, Refus> {
    let ligne = agent::Entity::find_by_id(agent).one(app.depot.lecture()).await?;
    Ok(ligne.ok_or(Refus::Introuvable)?.email)
}

/// The account of the agent behind the passage.
async fn le_sien(passage: &Passage) -> Result<compte::Model, Refus> {
    let compte = compte::Entity::find_by_id(passage.agent().id).one(passage.app().depot.lecture()).await?;
    compte.ok_or(Refus::Introuvable)
}
