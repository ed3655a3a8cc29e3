//! The quota of habilitations per profil, which no two requests at once can exceed.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::convention::places;
use reciproque_shared::habilitation::Profil;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

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
/// `Conflit` with the figures and whom to ask; `Introuvable` without such an organisation.
pub async fn verifier(
    transaction: &(impl ConnectionTrait + Sql),
    organisation: i64,
    profil: Profil,
    jour: NaiveDate,
) -> Result<(), Refus> {
    let (organisation, sorte) = annuaire::verrouiller_organisation(transaction, organisation).await?;
    if !sorte.sous_convention() {
        return Ok(());
    }
    let quotas = quotas(transaction, Some(organisation.id), jour).await?;
    let quota = quotas.get(&(organisation.id, profil)).copied();
    let occupees = occupees(transaction, Some(organisation.id), jour).await?;
    let occupees = occupees.get(&(organisation.id, profil)).copied().unwrap_or(0);
    places(&organisation.nom, profil, quota, occupees).map_err(|motif| Refus::Conflit(motif.message))
}

#[derive(FromQueryResult)]
struct Nombre {
    organisation_id: i64,
    profil: String,
    nombre: i64,
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
    base: &impl ConnectionTrait,
    organisation: Option<i64>,
    jour: NaiveDate,
) -> Result<HashMap<(i64, Profil), u32>, DbErr> {
    let fin = || Expr::col(("habilitation", "fin"));
    let requete = Query::select()
        .column(("agent", "organisation_id"))
        .column(("habilitation", "profil"))
        .expr_as(Func::count(Expr::col(("habilitation", "id"))), "nombre")
        .from("habilitation")
        .inner_join("agent", Expr::col(("agent", "id")).equals(("habilitation", "agent_id")))
        .and_where(fin().is_null().or(fin().gt(jour)))
        .and_where_option(organisation.map(|id| Expr::col(("agent", "organisation_id")).eq(id)))
        .group_by_columns([("agent", "organisation_id"), ("habilitation", "profil")])
        .to_owned();
    let mut places = HashMap::new();
    for ligne in base.query_all(&requete).await? {
        let lu = Nombre::from_query_result(&ligne, "")?;
        if let Some(profil) = Profil::du_code(&lu.profil) {
            places.insert((lu.organisation_id, profil), u32::try_from(lu.nombre).unwrap_or(u32::MAX));
        }
    }
    Ok(places)
}
