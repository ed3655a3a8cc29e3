//! The queries about reviews, each within what the reader may see.

use chrono::NaiveDate;
use reciproque_shared::revue::EtatLigneRevue;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::depot::entite::{revue, revue_ligne};
use crate::garde::Passage;
use crate::refus::Refus;

/// The predicate over a query that has the table `revue` in it: a manager sees its own
/// organisation, the user referent of the Département all of them.
pub fn visibles(passage: &Passage) -> Condition {
    let agent = passage.agent();
    match agent.profil.supervise() {
        true => Condition::all(),
        false => Condition::all().add(Expr::col(("revue", "organisation_id")).eq(agent.organisation)),
    }
}

/// The review, if the reader may see it.
///
/// # Errors
/// `Introuvable` for another organisation's, or unknown.
pub async fn trouver(passage: &Passage, id: i64) -> Result<revue::Model, Refus> {
    revue::Entity::find_by_id(id)
        .filter(visibles(passage))
        .one(passage.base())
        .await?
        .ok_or(Refus::Introuvable)
}

/// The lines of some reviews, with whether the habilitation of each is still in force.
pub async fn lignes(
    base: &impl ConnectionTrait,
    revues: &[i64],
    jour: NaiveDate,
) -> Result<Vec<(revue_ligne::Model, EtatLigneRevue)>, DbErr> {
    let lues = revue_ligne::Entity::find()
        .filter(revue_ligne::Column::RevueId.is_in(revues.iter().copied()))
        .order_by_asc(revue_ligne::Column::Nom)
        .order_by_asc(revue_ligne::Column::Prenom)
        .order_by_asc(revue_ligne::Column::Id)
        .all(base)
        .await?;
    let finies = finies(base, revues, jour).await?;
    let etat = |ligne: &revue_ligne::Model| match ligne.decision.as_deref() {
        Some(code) => EtatLigneRevue::du_code(code).unwrap_or(EtatLigneRevue::AExaminer),
        None if finies.contains(&ligne.id) => EtatLigneRevue::Terminee,
        None => EtatLigneRevue::AExaminer,
    };
    Ok(lues
        .into_iter()
        .map(|ligne| {
            let etat = etat(&ligne);
            (ligne, etat)
        })
        .collect())
}

/// Lines whose habilitation is no longer in force: `fin` is the first day without access.
async fn finies(
    base: &impl ConnectionTrait,
    revues: &[i64],
    jour: NaiveDate,
) -> Result<std::collections::HashSet<i64>, DbErr> {
    let requete = Query::select()
        .column(("revue_ligne", "id"))
        .from("revue_ligne")
        .inner_join(
            "habilitation",
            Expr::col(("habilitation", "id")).equals(("revue_ligne", "habilitation_id")),
        )
        .and_where(Expr::col(("revue_ligne", "revue_id")).is_in(revues.iter().copied()))
        .and_where(Expr::col(("habilitation", "fin")).lte(jour))
        .to_owned();
    base.query_all(&requete).await?.iter().map(|ligne| ligne.try_get_by_index(0)).collect()
}
