//! Who is who: agents, organisations, and where agents were on a day.

mod employeur;
mod organisation;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use sea_orm::DbErr;

pub use employeur::{Anciens, Employeurs};
pub use organisation::{
    SANS_COMPTE, a_des_comptes, peut_avoir_des_comptes, peut_signer, trouver_organisation,
    verrouiller_organisation,
};

use super::entite::agent;
use super::sql::{Clause, DeLigne, Sql, colonnes};
use crate::refus::Refus;

/// Names of some organisations, by id.
pub async fn noms_organisations(
    base: &impl Sql,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, String>, Refus> {
    let texte = "SELECT organisation.id, organisation.nom FROM organisation WHERE organisation.id IN ";
    Ok(numerotes(base, texte, ids).await?.into_iter().collect())
}

/// Of some structures, by id: the name, and whether it has no accounts.
pub async fn structures(
    base: &impl Sql,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, (String, bool)>, DbErr> {
    let texte = "SELECT organisation.id, organisation.nom, organisation.sans_compte FROM organisation WHERE organisation.id IN ";
    let lues: Vec<(i64, String, bool)> = numerotes(base, texte, ids).await?;
    Ok(lues.into_iter().map(|(id, nom, sans_compte)| (id, (nom, sans_compte))).collect())
}

/// Some agents, by id.
pub async fn agents(
    base: &impl Sql,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, agent::Model>, Refus> {
    static AGENTS: LazyLock<String> = LazyLock::new(|| {
        format!("SELECT {} FROM agent WHERE agent.id IN ", colonnes::<agent::Model>("agent"))
    });
    let lus: Vec<agent::Model> = numerotes(base, &AGENTS, ids).await?;
    Ok(lus.into_iter().map(|agent| (agent.id, agent)).collect())
}

/// The rows that this text finds of these numbers; without any, nothing is asked.
async fn numerotes<T: DeLigne + Send>(
    base: &impl Sql,
    texte: &'static str,
    ids: impl Iterator<Item = i64>,
) -> Result<Vec<T>, DbErr> {
    let ids: BTreeSet<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    base.trouver(Clause::from(texte).puis(Clause::parmi(ids))).await
}

/// How an agent is named on screen.
pub fn nom_agent(agent: &agent::Model) -> String {
    format!("{} {}", agent.prenom, agent.nom)
}
