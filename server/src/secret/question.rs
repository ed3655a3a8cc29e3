//! What was asked of browsers about their passkeys: kept in the store, so that any process may
//! read the answer, five minutes at most, and answered once.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::depot::entite::question;
use crate::refus::Refus;

/// A browser answers within this time, in seconds.
const DELAI_S: i64 = 5 * 60;
/// Questions kept at once: beyond, a new one takes the place of the oldest. Refusing it would let
/// who asks many close this way in to everybody.
const MAX: i64 = 10_000;

/// Keeps a question under its name; a new one takes the place of the former.
pub async fn poser<T: Serialize>(
    base: &impl ConnectionTrait,
    nom: String,
    etat: &T,
    maintenant: DateTime<Utc>,
) -> Result<(), Refus> {
    let plus_recente = Query::select().expr(Expr::col("id").max().sub(MAX)).from("question").to_owned();
    let trop_vieille = question::Column::PoseeLe.lte(maintenant - TimeDelta::seconds(DELAI_S));
    question::Entity::delete_many()
        .filter(trop_vieille.or(Expr::col("id").lte(plus_recente)))
        .exec(base)
        .await?;
    let ligne = question::ActiveModel {
        nom: Set(nom),
        etat: Set(serde_json::to_string(etat)?),
        posee_le: Set(maintenant),
        ..Default::default()
    };
    let remplacer = OnConflict::column(question::Column::Nom)
        .update_columns([question::Column::Etat, question::Column::PoseeLe])
        .to_owned();
    question::Entity::insert(ligne).on_conflict(remplacer).exec_without_returning(base).await?;
    Ok(())
}

/// What was asked under this name. Whatever comes of the answer, the question is not there any
/// more; of two who answer at once, one is heard.
pub async fn reprendre<T: DeserializeOwned>(
    base: &impl ConnectionTrait,
    nom: &str,
    maintenant: DateTime<Utc>,
) -> Result<Option<T>, Refus> {
    let posee = question::Entity::find().filter(question::Column::Nom.eq(nom)).one(base).await?;
    let Some(posee) = posee else { return Ok(None) };
    let retiree = question::Entity::delete_by_id(posee.id).exec(base).await?.rows_affected == 1;
    if !retiree || maintenant - posee.posee_le >= TimeDelta::seconds(DELAI_S) {
        return Ok(None);
    }
    Ok(Some(serde_json::from_str(&posee.etat)?))
}
