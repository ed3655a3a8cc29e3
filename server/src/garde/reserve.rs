//! The two brakes on the gestures that bear on the accounts of others: those of who watches are
//! the operator's, and many of them in one hour wait.

use chrono::{NaiveDate, TimeDelta};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::supervision::{Autorite, GesteAcces, autorite};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder,
};

use super::Passage;
use crate::depot::entite::{agent, geste_acces, habilitation};
use crate::depot::verrou;
use crate::refus::Refus;

/// Over which time gestures are counted, in seconds.
const FENETRE_S: i64 = 3_600;

/// The profils that an agent holds: certified, signed or not, and not over.
pub async fn tenus(base: &impl ConnectionTrait, agent: i64, jour: NaiveDate) -> Result<Vec<Profil>, DbErr> {
    let pas_finie =
        Condition::any().add(habilitation::Column::Fin.is_null()).add(habilitation::Column::Fin.gt(jour));
    let lues = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(agent))
        .filter(habilitation::Column::CertifieeLe.is_not_null())
        .filter(pas_finie)
        .all(base)
        .await?;
    Ok(lues.iter().filter_map(|lue| Profil::du_code(&lue.profil)).collect())
}

/// Whether somebody who holds these profils is out of reach of this gesture on screen.
pub fn reserve(geste: GesteAcces, tenus: &[Profil]) -> bool {
    tenus.iter().any(|tenu| autorite(geste, *tenu) == Autorite::Exploitant)
}

/// The gesture may be done on screen.
///
/// # Errors
/// `Conflit` when it is the operator's, with the command.
pub async fn permettre(
    passage: &Passage,
    base: &impl ConnectionTrait,
    agent: i64,
    geste: GesteAcces,
) -> Result<(), Refus> {
    let tenus = tenus(base, agent, passage.app().horloge.aujourdhui()).await?;
    if reserve(geste, &tenus) { Err(Refus::Conflit(geste.a_l_exploitant())) } else { Ok(()) }
}

/// The same in the transaction that does it; a gesture that closes is counted there, among those
/// that its author did within the hour.
///
/// # Errors
/// `Conflit` when it is the operator's; `TropDeGestes` beyond the setting.
pub async fn engager(
    passage: &Passage,
    transaction: &impl ConnectionTrait,
    agent: i64,
    geste: GesteAcces,
) -> Result<(), Refus> {
    permettre(passage, transaction, agent, geste).await?;
    if geste.ferme() { compter(passage, transaction, agent, geste).await } else { Ok(()) }
}

/// Counts a gesture among those of the hour; `sur` is the number of who or what it bears on.
///
/// # Errors
/// `TropDeGestes` beyond the setting.
pub async fn compter(
    passage: &Passage,
    transaction: &impl ConnectionTrait,
    sur: i64,
    geste: GesteAcces,
) -> Result<(), Refus> {
    let (moi, maintenant) = (passage.agent().id, passage.app().horloge.maintenant());
    let (fenetre, permis) = (TimeDelta::seconds(FENETRE_S), passage.app().reglages.gestes_acces_heure);
    // Two at once are counted one after the other.
    verrou::tenir::<agent::Entity>(transaction, moi).await?;
    geste_acces::Entity::delete_many()
        .filter(geste_acces::Column::Instant.lte(maintenant - fenetre))
        .exec(transaction)
        .await?;
    let miens = geste_acces::Entity::find().filter(geste_acces::Column::Par.eq(moi));
    if permis > 0 && miens.clone().count(transaction).await? >= u64::from(permis) {
        let premier = miens.order_by_asc(geste_acces::Column::Instant).one(transaction).await?;
        let libre = premier.map_or(maintenant, |premier| premier.instant) + fenetre;
        return Err(Refus::TropDeGestes((libre - maintenant).num_seconds().max(1).unsigned_abs()));
    }
    let ligne = geste_acces::ActiveModel {
        par: Set(moi),
        sur: Set(sur),
        geste: Set(geste.code().to_owned()),
        instant: Set(maintenant),
        ..Default::default()
    };
    ligne.insert(transaction).await?;
    Ok(())
}
