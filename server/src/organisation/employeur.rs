//! Where agents were when they did something.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::dossier::noms_organisations;
use crate::refus::Refus;
use crate::store::entite::{agent, habilitation};

/// The organisations of some agents, now and before. One acts under a habilitation only, and
/// each keeps the organisation under which it was held.
pub struct Employeurs {
    noms: HashMap<i64, String>,
    /// Of each agent: until which day, where. The oldest first.
    anciens: HashMap<i64, Vec<(NaiveDate, i64)>>,
}

impl Employeurs {
    /// # Errors
    /// When the store can't be read.
    pub async fn lire(
        base: &impl ConnectionTrait,
        agents: &HashMap<i64, agent::Model>,
    ) -> Result<Self, Refus> {
        let lues = habilitation::Entity::find()
            .filter(habilitation::Column::AgentId.is_in(agents.keys().copied()))
            .filter(habilitation::Column::AncienneOrganisation.is_not_null())
            .order_by_asc(habilitation::Column::Fin)
            .all(base)
            .await?;
        let mut anciens: HashMap<i64, Vec<(NaiveDate, i64)>> = HashMap::new();
        for lue in lues {
            let ancien = lue.fin.zip(lue.ancienne_organisation);
            anciens.entry(lue.agent_id).or_default().extend(ancien);
        }
        let toutes = agents.values().map(|agent| agent.organisation_id);
        let toutes = toutes.chain(anciens.values().flatten().map(|(_, organisation)| *organisation));
        let noms = noms_organisations(base, toutes).await?;
        Ok(Self { noms, anciens })
    }

    /// The organisation of the agent on a day, by name.
    pub fn le(&self, agent: &agent::Model, jour: NaiveDate) -> String {
        let ancien = self.anciens.get(&agent.id).and_then(|lus| lus.iter().find(|(fin, _)| jour <= *fin));
        let organisation = ancien.map_or(agent.organisation_id, |(_, organisation)| *organisation);
        self.noms.get(&organisation).cloned().unwrap_or_default()
    }
}
