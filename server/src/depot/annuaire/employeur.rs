//! Where agents were when they did something.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::noms_organisations;
use crate::depot::entite::{agent, habilitation, organisation};
use crate::refus::Refus;

/// The organisations of some agents, now and before. One acts under a habilitation only, and
/// each keeps the organisation under which it was held.
pub struct Employeurs {
    noms: HashMap<i64, String>,
    anciens: Anciens,
}

impl Employeurs {
    pub async fn charger(
        base: &impl ConnectionTrait,
        agents: &HashMap<i64, agent::Model>,
    ) -> Result<Self, Refus> {
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

/// Of each agent who went elsewhere: until which day, where. The oldest first.
pub struct Anciens(HashMap<i64, Vec<(NaiveDate, String)>>);

#[derive(FromQueryResult)]
struct Ancien {
    agent_id: i64,
    fin: Option<NaiveDate>,
    nom: String,
}

impl Anciens {
    pub async fn charger(
        base: &impl ConnectionTrait,
        agents: impl Iterator<Item = i64>,
    ) -> Result<Self, DbErr> {
        let ancienne = habilitation::Entity::belongs_to(organisation::Entity)
            .from(habilitation::Column::AncienneOrganisation)
            .to(organisation::Column::Id);
        let lus = habilitation::Entity::find()
            .select_only()
            .columns([habilitation::Column::AgentId, habilitation::Column::Fin])
            .column(organisation::Column::Nom)
            .join(JoinType::InnerJoin, ancienne.into())
            .filter(habilitation::Column::AgentId.is_in(agents))
            .order_by_asc(habilitation::Column::Fin)
            .into_model::<Ancien>()
            .all(base)
            .await?;
        let mut anciens: HashMap<i64, Vec<(NaiveDate, String)>> = HashMap::new();
        for Ancien { agent_id, fin, nom } in lus {
            anciens.entry(agent_id).or_default().extend(fin.map(|fin| (fin, nom)));
        }
        Ok(Self(anciens))
    }

    /// Where the agent was on a day, when it is not where the agent is today.
    pub fn le(&self, agent: i64, jour: NaiveDate) -> Option<&str> {
        let lus = self.0.get(&agent)?;
        lus.iter().find(|(fin, _)| jour <= *fin).map(|(_, nom)| nom.as_str())
    }
}
