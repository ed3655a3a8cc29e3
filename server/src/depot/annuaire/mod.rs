//! Who is who: agents, organisations, and where agents were on a day.

mod employeur;
mod organisation;

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

pub use employeur::{Anciens, Employeurs};
pub use organisation::{trouver_organisation, verrouiller_organisation};

use super::entite::{agent, organisation as table};
use crate::refus::Refus;

/// Names of some organisations, by id.
pub async fn noms_organisations(
    base: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, String>, Refus> {
    let ids: HashSet<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lignes = table::Entity::find().filter(table::Column::Id.is_in(ids)).all(base).await?;
    Ok(lignes.into_iter().map(|o| (o.id, o.nom)).collect())
}

/// Some agents, by id.
pub async fn agents(
    base: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, agent::Model>, Refus> {
    let ids: HashSet<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lignes = agent::Entity::find().filter(agent::Column::Id.is_in(ids)).all(base).await?;
    Ok(lignes.into_iter().map(|a| (a.id, a)).collect())
}

/// How an agent is named on screen.
pub fn nom_agent(agent: &agent::Model) -> String {
    format!("{} {}", agent.prenom, agent.nom)
}
