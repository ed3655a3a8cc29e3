//! How the agents who have been there for a year were habilitated: each proof with its day,
//! in office hours, and with who did it. All invented.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use reciproque_shared::habilitation::GesteHabilitation;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};

use super::agent::Agents;
use crate::depot::entite::{agent, habilitation, habilitation_etape};

/// Days before the access opens: asked for, trained, certified.
const DEMANDEE: u64 = 30;
const FORMEE: u64 = 12;
const CERTIFIEE: u64 = 10;
/// Days since the texts in force were signed, in the place of former ones.
const RESIGNEE: u64 = 3;

/// Dates the proofs of all the habilitations that there are, and tells their steps. The first
/// account keeps none but its signatures: nobody asked for it.
pub async fn installer(base: &impl ConnectionTrait, agents: &Agents, jour: NaiveDate) -> anyhow::Result<()> {
    let lus = agent::Entity::find().all(base).await?;
    let lus: HashMap<i64, agent::Model> = lus.into_iter().map(|agent| (agent.id, agent)).collect();
    let toutes = habilitation::Entity::find().order_by_asc(habilitation::Column::Id).all(base).await?;
    for lue in toutes {
        let (Some(debut), Some(agent)) = (lue.debut, lus.get(&lue.agent_id)) else { continue };
        let mut etapes = vec![(GesteHabilitation::Signer, debut, agent.id)];
        if agent.id != agents.administrateur {
            let (responsable, referent) = qui(agents, agent);
            let avant = |jours| ouvre(debut - Days::new(jours));
            etapes.splice(
                0..0,
                [
                    (GesteHabilitation::Demander, avant(DEMANDEE), responsable),
                    (GesteHabilitation::NoterPresence, avant(FORMEE), referent),
                    (GesteHabilitation::Certifier, avant(CERTIFIEE), referent),
                ],
            );
        }
        let resignee = ouvre(jour - Days::new(RESIGNEE));
        etapes.push((GesteHabilitation::Signer, resignee, agent.id));
        dater(base, &lue, debut, au_bureau(resignee, lue.id)).await?;
        for (geste, le, auteur) in etapes {
            etape(base, lue.id, geste, au_bureau(le, lue.id), auteur).await?;
        }
    }
    Ok(())
}

/// Who asks for this agent, who trains and certifies: never the agent.
fn qui(agents: &Agents, agent: &agent::Model) -> (i64, i64) {
    let referent = match agents.referent_utilisateurs {
        soi if soi == agent.id => agents.administrateur,
        autre => autre,
    };
    let sien = agents.responsables.iter().map(|responsable| responsable.agent);
    let sien = sien.filter(|autre| autre.organisation == agent.organisation_id && autre.id != agent.id);
    (sien.map(|autre| autre.id).next().unwrap_or(referent), referent)
}

async fn dater(
    base: &impl ConnectionTrait,
    lue: &habilitation::Model,
    debut: NaiveDate,
    signature: DateTime<Utc>,
) -> anyhow::Result<()> {
    let avant = |jours| ouvre(debut - Days::new(jours));
    let ligne = habilitation::ActiveModel {
        id: Set(lue.id),
        demandee_le: Set(avant(DEMANDEE)),
        formee_le: Set(Some(avant(FORMEE))),
        certifiee_le: Set(Some(avant(CERTIFIEE))),
        engagement_signe_le: Set(Some(signature)),
        charte_signee_le: Set(Some(signature)),
        ..Default::default()
    };
    ligne.update(base).await?;
    Ok(())
}

/// That day, or the Friday before a weekend.
fn ouvre(jour: NaiveDate) -> NaiveDate {
    match jour.weekday() {
        Weekday::Sat => jour - Days::new(1),
        Weekday::Sun => jour - Days::new(2),
        _ => jour,
    }
}

/// Between 9 and 17 h at the département, summer or winter: each habilitation at its minute.
fn au_bureau(jour: NaiveDate, rang: i64) -> DateTime<Utc> {
    let matin = NaiveTime::from_hms_opt(8, 5, 0).unwrap_or_default();
    jour.and_time(matin).and_utc() + TimeDelta::minutes(rang.rem_euclid(29) * 13)
}

async fn etape(
    base: &impl ConnectionTrait,
    habilitation: i64,
    geste: GesteHabilitation,
    instant: DateTime<Utc>,
    auteur: i64,
) -> anyhow::Result<()> {
    let motif = (geste == GesteHabilitation::Demander).then(|| "Besoin de la mission.".to_owned());
    let ligne = habilitation_etape::ActiveModel {
        habilitation_id: Set(habilitation),
        geste: Set(geste.code().to_owned()),
        instant: Set(instant),
        agent_id: Set(auteur),
        motif: Set(motif),
        ..Default::default()
    };
    ligne.insert(base).await?;
    Ok(())
}
