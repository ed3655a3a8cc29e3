//! The profils of an agent, and the one that a session opens under.

use chrono::NaiveDate;
use reciproque_shared::habilitation::Profil;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::depot::entite::habilitation;
use crate::depot::sql::Clause;
use crate::garde::agent::habilitation_ouverte;
use crate::garde::revue_en_retard;
use crate::serveur::Extranet;

/// Profils of the agent in force on a day, the usual one first.
pub async fn profils(base: &impl ConnectionTrait, agent: i64, jour: NaiveDate) -> Result<Vec<Profil>, DbErr> {
    ceux(base, agent, habilitation_ouverte(jour)).await
}

/// The usual profil among those that no late review holds: who must finish the review comes in
/// to do it. When nothing is open, one that was: the refusal is told and traced under it.
pub async fn a_l_entree(app: &Extranet, agent: i64) -> Result<Profil, DbErr> {
    let (base, jour) = (app.depot.lecture(), app.horloge.aujourdhui());
    let en_retard = revue_en_retard("habilitation.profil".into(), jour, app.reglages.revue.retard);
    let libre = habilitation_ouverte(jour).et("NOT ").puis(en_retard);
    for condition in [libre, habilitation_ouverte(jour)] {
        if let Some(premier) = ceux(base, agent, condition).await?.first() {
            return Ok(*premier);
        }
    }
    let siennes = habilitation::Entity::find().filter(habilitation::Column::AgentId.eq(agent));
    let derniere = siennes.order_by_desc(habilitation::Column::Id).one(base).await?;
    Ok(derniere.and_then(|ligne| Profil::du_code(&ligne.profil)).unwrap_or(Profil::INCONNU))
}

async fn ceux(base: &impl ConnectionTrait, agent: i64, condition: Clause) -> Result<Vec<Profil>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(agent))
        .filter(condition.pour(base))
        .all(base)
        .await?;
    let mut profils: Vec<_> = lignes.iter().filter_map(|ligne| Profil::du_code(&ligne.profil)).collect();
    profils.sort();
    profils.dedup();
    Ok(profils)
}
