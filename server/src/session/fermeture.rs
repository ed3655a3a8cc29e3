//! How sessions end: closed by their agent, by another gesture, or forgotten.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::depot::entite::session;
use crate::serveur::Extranet;
use crate::serveur::activite::RETARD_S;

/// Closes the sessions of an agent beyond this number, those seen least recently; answers how
/// many. The one just opened is the last seen.
pub async fn fermer_les_plus_anciennes(
    base: &impl ConnectionTrait,
    agent: i64,
    au_plus: u64,
) -> Result<u64, DbErr> {
    let dernieres = Query::select()
        .column("id")
        .from("session")
        .and_where(ExprTrait::eq(Expr::col("agent_id"), agent))
        .order_by("vue_le", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(au_plus)
        .to_owned();
    let fermees = session::Entity::delete_many()
        .filter(session::Column::AgentId.eq(agent))
        .filter(session::Column::Id.not_in_subquery(dernieres))
        .exec(base)
        .await?;
    Ok(fermees.rows_affected)
}

/// Closes the sessions of an agent, but the one of that reference.
pub async fn fermer_toutes(
    base: &impl ConnectionTrait,
    agent: i64,
    sauf: Option<&str>,
) -> Result<u64, DbErr> {
    let fermees = session::Entity::delete_many()
        .filter(session::Column::AgentId.eq(agent))
        .filter(session::Column::Reference.ne(sauf.unwrap_or_default()))
        .exec(base)
        .await?;
    Ok(fermees.rows_affected)
}

/// Sessions that are over need not be remembered; each sign-in sweeps them.
pub(super) async fn oublier_les_perimees(app: &Extranet, maintenant: DateTime<Utc>) -> Result<(), DbErr> {
    let inactivite = i64::from(app.reglages.inactivite_s);
    let limite = maintenant - TimeDelta::seconds(inactivite + RETARD_S);
    let ouverture = maintenant - app.reglages.duree_session();
    app.activite.garder_depuis(limite);
    // Who is swept, or is the least recent of too many, is chosen by what the store says.
    app.activite.ecrire(&app.depot, maintenant - TimeDelta::seconds(RETARD_S)).await?;
    session::Entity::delete_many()
        .filter(session::Column::VueLe.lt(limite).or(session::Column::OuverteLe.lt(ouverture)))
        .exec(app.depot.ecriture())
        .await
        .map(drop)
}

/// Closes a session, if there is one: every replay of its token is refused from the next
/// request on.
pub async fn fermer(app: &Extranet, empreinte: &str) -> Result<(), DbErr> {
    if empreinte.is_empty() {
        return Ok(());
    }
    app.activite.oublier(empreinte);
    supprimer(app.depot.ecriture(), empreinte).await
}

/// The same among other writes; what is remembered of its activity is for the caller to forget.
pub async fn supprimer(base: &impl ConnectionTrait, empreinte: &str) -> Result<(), DbErr> {
    session::Entity::delete_many().filter(session::Column::Empreinte.eq(empreinte)).exec(base).await.map(drop)
}

/// Closes the sessions of all the agents of an organisation: what is replayed with their
/// tokens is refused from the commit on.
pub async fn fermer_celles_de(base: &impl ConnectionTrait, organisation: i64) -> Result<(), DbErr> {
    let ses_agents = Query::select()
        .column("id")
        .from("agent")
        .and_where(ExprTrait::eq(Expr::col("organisation_id"), organisation))
        .to_owned();
    session::Entity::delete_many()
        .filter(session::Column::AgentId.in_subquery(ses_agents))
        .exec(base)
        .await
        .map(drop)
}
