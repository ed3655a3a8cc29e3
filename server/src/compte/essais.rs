//! Tries at the second factor: who holds the password already may try little, and ever more
//! slowly. A code of six digits would otherwise fall to patience. They are counted for each
//! browser that the agent signed in with, and for all the others together: who holds the password
//! and nothing else never keeps the agent out, nor tries more than an agent could.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};

use crate::depot::entite::essai_second_facteur as essai;
use crate::garde::Passage;
use crate::refus::Refus;
use crate::serveur::Extranet;
use crate::session::appareil;

/// Tries in a row without waiting.
const LIBRES: u32 = 5;
/// Tries within 24 hours.
const PAR_JOUR: u32 = 25;
/// The first wait; each next one is twice as long.
const ATTENTE_S: i64 = 30;
const ATTENTE_MAX_S: i64 = 3_600;
const JOUR: TimeDelta = TimeDelta::hours(24);

/// How long after the last of so many tries the next one may be made.
fn attente(essais: u32) -> TimeDelta {
    match essais.checked_sub(LIBRES) {
        _ if essais >= PAR_JOUR => JOUR,
        None => TimeDelta::zero(),
        Some(rang) => TimeDelta::seconds(ATTENTE_MAX_S.min(ATTENTE_S << rang.min(16))),
    }
}

/// Counts a try, before it is known whether it is right: of many at once, none is free.
///
/// # Errors
/// `TropDeTentatives` with the seconds to wait.
pub async fn compter(passage: &Passage) -> Result<(), Refus> {
    compter_de(passage.app(), passage.agent().id, d_ou(passage).await?).await
}

/// The same, of an agent from this browser; from all the unknown ones when it is empty.
///
/// # Errors
/// `TropDeTentatives` with the seconds to wait.
pub async fn compter_de(app: &Extranet, agent: i64, appareil: String) -> Result<(), Refus> {
    let maintenant = app.horloge.maintenant();
    let ensemble = app.depot.transaction().await?;
    let suite = verrouiller(&ensemble, agent, appareil, maintenant).await?;
    // A day without a try, and they are forgotten.
    let essais = if maintenant - suite.dernier_le < JOUR { suite.essais } else { 0 };
    let reste = suite.dernier_le + attente(essais.unsigned_abs()) - maintenant;
    if reste > TimeDelta::zero() {
        let secondes = reste.num_seconds() + i64::from(reste.subsec_nanos() > 0);
        return Err(Refus::TropDeTentatives(secondes.unsigned_abs()));
    }
    let mut suite: essai::ActiveModel = suite.into();
    suite.essais = Set(essais + 1);
    suite.dernier_le = Set(maintenant);
    suite.update(&ensemble).await?;
    Ok(ensemble.commit().await?)
}

/// The row of these tries, which nobody else changes meanwhile.
async fn verrouiller(
    base: &impl ConnectionTrait,
    agent: i64,
    appareil: String,
    maintenant: DateTime<Utc>,
) -> Result<essai::Model, Refus> {
    let cle = (agent, appareil.clone());
    let neuve = essai::ActiveModel {
        agent_id: Set(agent),
        appareil: Set(appareil),
        essais: Set(0),
        dernier_le: Set(maintenant),
    };
    essai::Entity::insert(neuve)
        .on_conflict(
            OnConflict::columns([essai::Column::AgentId, essai::Column::Appareil]).do_nothing().to_owned(),
        )
        .exec_without_returning(base)
        .await?;
    let suite = essai::Entity::find_by_id(cle).lock_exclusive().one(base).await?;
    suite.ok_or_else(|| anyhow::anyhow!("a row just written is not there").into())
}

/// The code was right: counted from nothing again, for this browser.
pub async fn oublier(passage: &Passage, base: &impl ConnectionTrait) -> Result<(), DbErr> {
    essai::Entity::delete_by_id((passage.agent().id, d_ou(passage).await?)).exec(base).await.map(drop)
}

/// The second factor is no more.
pub async fn oublier_tous(base: &impl ConnectionTrait, agent: i64) -> Result<(), DbErr> {
    essai::Entity::delete_many().filter(essai::Column::AgentId.eq(agent)).exec(base).await.map(drop)
}

/// The browser of this request if the agent signed in with it already, nothing otherwise.
async fn d_ou(passage: &Passage) -> Result<String, DbErr> {
    let connu = appareil::connu(passage.app(), passage.agent().id, passage.client()).await?;
    Ok(connu.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_an_hour_then_a_day() {
        let secondes: Vec<i64> = (0..=25).map(|essais| attente(essais).num_seconds()).collect();
        assert_eq!(secondes[..9], [0, 0, 0, 0, 0, 30, 60, 120, 240]);
        assert!(secondes[12..25].iter().all(|s| *s == 3_600));
        assert_eq!(secondes[25], 86_400);
    }
}
