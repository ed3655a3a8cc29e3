//! Where agents were when they did something.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::DbErr;

use super::noms_organisations;
use crate::depot::entite::agent;
use crate::depot::sql::{Clause, Sql};
use crate::refus::Refus;

/// The organisations of some agents, now and before. One acts under a habilitation only, and
/// each keeps the organisation under which it was held.
pub struct Employeurs {
    noms: HashMap<i64, String>,
    anciens: Anciens,
}

impl Employeurs {
    pub async fn charger(base: &impl Sql, agents: &HashMap<i64, agent::Model>) -> Result<Self, Refus> {
        let anciens = Anciens::charger(base, agents.keys().copied()).await?;
        let noms = noms_organisations(base, agents.values().map(|agent| agent.organisation_id)).await?;
        Ok(Self { noms, anciens })
    }

    /// The organisation of the agent on a day, by name.
    pub fn le(&self, agent: &agent::Model, jour: NaiveDate) -> String {
        let ancien = self.anciens.le(agent.id, jour);
        ancien.or(self.noms.get(&agent.organisation_id).map(String::as_str)).unwrap_or_default().to_owned()
    }
}

const ANCIENS: &str = "SELECT habilitation.agent_id, habilitation.fin, organisation.nom FROM habilitation \
     INNER JOIN organisation ON organisation.id = habilitation.ancienne_organisation WHERE habilitation.agent_id IN ";

/// Of each agent who went elsewhere: until which day, where. The oldest first.
pub struct Anciens(HashMap<i64, Vec<(NaiveDate, String)>>);

impl Anciens {
    pub async fn charger(base: &impl Sql, agents: impl Iterator<Item = i64>) -> Result<Self, DbErr> {
        let requete = Clause::from(ANCIENS).puis(Clause::parmi(agents)).puis(" ORDER BY habilitation.fin");
        let mut anciens: HashMap<i64, Vec<(NaiveDate, String)>> = HashMap::new();
        for (agent, fin, nom) in base.trouver::<(i64, Option<NaiveDate>, String)>(requete).await? {
            anciens.entry(agent).or_default().extend(fin.map(|fin| (fin, nom)));
        }
        Ok(Self(anciens))
    }

    /// Where the agent was on a day, when it is not where the agent is today.
    pub fn le(&self, agent: i64, jour: NaiveDate) -> Option<&str> {
        let lus = self.0.get(&agent)?;
        lus.iter().find(|(fin, _)| jour <= *fin).map(|(_, nom)| nom.as_str())
    }
}
