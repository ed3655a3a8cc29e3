//! Settings kept in the store itself: first of all, whether its people are invented.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

use super::entite::reglage;

const NATURE: &str = "nature";
/// Written for nothing but to see that the store can be written.
const SONDE: &str = "sonde";

/// What a store holds. A training store refuses a real flow, and the reverse: a fund
/// once leaked 10,204 real households through a training copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Formation,
    Production,
}

impl Nature {
    const fn code(self) -> &'static str {
        match self {
            Self::Formation => "formation",
            Self::Production => "production",
        }
    }
}

/// What the store holds; `None` until something was loaded.
pub async fn nature(base: &impl ConnectionTrait) -> Result<Option<Nature>, DbErr> {
    let lu = reglage::Entity::find_by_id(NATURE).one(base).await?;
    Ok(lu.and_then(|r| [Nature::Formation, Nature::Production].into_iter().find(|n| n.code() == r.valeur)))
}

/// Marks the store, once and for all: an existing mark stays.
pub async fn marquer(base: &impl ConnectionTrait, nature: Nature) -> Result<(), DbErr> {
    reglage::Entity::insert(reglage::ActiveModel {
        cle: Set(NATURE.to_owned()),
        valeur: Set(nature.code().to_owned()),
    })
    .on_conflict(OnConflict::column(reglage::Column::Cle).do_nothing().to_owned())
    .exec_without_returning(base)
    .await
    .map(drop)
}

/// Whether the store can be written: by writing to it.
pub async fn sonder(base: &impl ConnectionTrait, maintenant: DateTime<Utc>) -> Result<(), DbErr> {
    let valeur = maintenant.to_rfc3339();
    reglage::Entity::insert(reglage::ActiveModel { cle: Set(SONDE.to_owned()), valeur: Set(valeur) })
        .on_conflict(
            OnConflict::column(reglage::Column::Cle).update_column(reglage::Column::Valeur).to_owned(),
        )
        .exec_without_returning(base)
        .await
        .map(drop)
}
