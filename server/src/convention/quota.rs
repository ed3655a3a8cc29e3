//! The quota of habilitations per profil, which no two requests at once can exceed.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::convention::places;
use reciproque_shared::habilitation::Profil;
use sea_orm::{ConnectionTrait, DbErr};

use crate::depot::annuaire;
use crate::depot::sql::{Clause, Sql};
use crate::garde::agent::avenant_du;
use crate::refus::Refus;

/// Whether the organisation may hold one more habilitation under this profil. Call it in
/// the transaction that adds the habilitation (`garde::Ecriture::accomplir`), before it
/// is added: the row of the organisation stays locked until the commit (SQLite has one
/// writer anyway), so that two requests at once are counted one after the other.
///
/// A habilitation takes its place as soon as it is asked for and until its end, suspended
/// or not: what is counted can only become fewer by ending some.
///
/// # Errors
/// `Conflit` with the figures and whom to ask, or of a structure without accounts; `Introuvable` without
/// such an organisation.
pub async fn verifier(
    transaction: &(impl ConnectionTrait + Sql),
    organisation: i64,
    profil: Profil,
    jour: NaiveDate,
) -> Result<(), Refus> {
    let (organisation, sorte) = annuaire::verrouiller_organisation(transaction, organisation).await?;
    annuaire::a_des_comptes(&organisation)?;
    if !sorte.sous_convention() {
        return Ok(());
    }
    let quotas = quotas(transaction, Some(organisation.id), jour).await?;
    let quota = quotas.get(&(organisation.id, profil)).copied();
    let occupees = occupees(transaction, Some(organisation.id), jour).await?;
    let occupees = occupees.get(&(organisation.id, profil)).copied().unwrap_or(0);
    places(&organisation.nom, profil, quota, occupees).map_err(|motif| Refus::Conflit(motif.message))
}

/// The quotas in force on a day, per organisation and profil; none where no convention opens it. In
/// one organisation, or in all.
pub async fn quotas(
    base: &impl Sql,
    organisation: Option<i64>,
    jour: NaiveDate,
) -> Result<HashMap<(i64, Profil), u32>, DbErr> {
    let tous = Clause::from(
        "SELECT organisation.id, quota.profil, quota.nombre FROM organisation \
         INNER JOIN quota ON quota.avenant_id = (",
    )
    .puis(avenant_du(jour))
    .puis(")");
    let requete = match organisation {
        Some(id) => tous.puis(" WHERE organisation.id = ?").avec(id),
        None => tous,
    };
    let lus: Vec<(i64, String, i32)> = base.trouver(requete).await?;
    let quota = |(organisation, profil, nombre): (i64, String, i32)| {
        Some(((organisation, Profil::du_code(&profil)?), u32::try_from(nombre).ok()?))
    };
    Ok(lus.into_iter().filter_map(quota).collect())
}

/// The places taken on a day, per organisation and profil: habilitations asked for or in
/// force, not ended. In one organisation, or in all.
pub async fn occupees(
    base: &impl Sql,
    organisation: Option<i64>,
    jour: NaiveDate,
) -> Result<HashMap<(i64, Profil), u32>, DbErr> {
    let toutes = Clause::from(
        "SELECT agent.organisation_id, habilitation.profil, COUNT(*) FROM habilitation \
         INNER JOIN agent ON agent.id = habilitation.agent_id \
         WHERE (habilitation.fin IS NULL OR habilitation.fin > ?)",
    )
    .avec(jour);
    let requete = match organisation {
        Some(id) => toutes.et("agent.organisation_id = ?").avec(id),
        None => toutes,
    };
    let par_profil = requete.puis(" GROUP BY agent.organisation_id, habilitation.profil");
    let lues: Vec<(i64, String, i64)> = base.trouver(par_profil).await?;
    let place = |(organisation, profil, nombre): (i64, String, i64)| {
        Some(((organisation, Profil::du_code(&profil)?), u32::try_from(nombre).unwrap_or(u32::MAX)))
    };
    Ok(lues.into_iter().filter_map(place).collect())
}
