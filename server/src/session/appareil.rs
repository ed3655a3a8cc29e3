//! Browsers that an agent signed in with: a random token in a cookie, its hash in the store bound
//! to the account. It opens nothing: it only tells the agent's tries from those of strangers.

use axum::http::HeaderValue;
use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::depot::entite::{agent, appareil};
use crate::refus::Refus;
use crate::serveur::Extranet;
use crate::session::{Client, Jeton};

/// As long as browsers keep a cookie.
const DUREE_JOURS: i64 = 400;
/// More browsers than one agent uses; the one seen least recently goes.
const PAR_AGENT: u64 = 20;

/// Name of the cookie; `__Host-` binds it to this origin, which needs TLS.
pub const fn nom_du_cookie(tls: bool) -> &'static str {
    if tls { "__Host-reciproque-appareil" } else { "reciproque-appareil" }
}

/// The hash of the browser's token, if this agent signed in with it.
pub async fn connu(app: &Extranet, agent: i64, client: &Client) -> Result<Option<String>, DbErr> {
    let Some(empreinte) = client.appareil() else { return Ok(None) };
    let limite = app.horloge.maintenant() - TimeDelta::days(DUREE_JOURS);
    let siens = appareil::Entity::find()
        .filter(appareil::Column::AgentId.eq(agent))
        .filter(appareil::Column::Empreinte.eq(empreinte))
        .filter(appareil::Column::VuLe.gte(limite));
    Ok(siens.one(app.depot.lecture()).await?.map(|appareil| appareil.empreinte))
}

/// The agent is in: the browser is one of theirs from now on. Gives the cookie of one that had
/// none of ours; the agents of one machine share it. That it fails keeps nobody out.
pub async fn retenir(app: &Extranet, agent: i64, client: &Client) -> Option<HeaderValue> {
    inscrire(app, agent, client).await.unwrap_or_else(|refus| {
        tracing::warn!(cause = refus.code(), "un navigateur n’a pas pu être retenu");
        None
    })
}

async fn inscrire(app: &Extranet, agent: i64, client: &Client) -> Result<Option<HeaderValue>, Refus> {
    let base = app.depot.ecriture();
    let (empreinte, cookie) = match client.appareil() {
        Some(empreinte) if delivre(app, empreinte).await? => (empreinte.to_owned(), None),
        _ => {
            let jeton = Jeton::tirer()?;
            (jeton.empreinte(), Some(cookie(app, jeton)?))
        }
    };
    let ligne = appareil::ActiveModel {
        agent_id: Set(agent),
        empreinte: Set(empreinte),
        vu_le: Set(app.horloge.maintenant()),
        ..Default::default()
    };
    let deja = OnConflict::columns([appareil::Column::AgentId, appareil::Column::Empreinte])
        .update_column(appareil::Column::VuLe)
        .to_owned();
    appareil::Entity::insert(ligne).on_conflict(deja).exec_without_returning(base).await?;
    oublier_les_anciens(base, agent).await?;
    Ok(cookie)
}

/// A token is ours, not one that somebody chose.
async fn delivre(app: &Extranet, empreinte: &str) -> Result<bool, DbErr> {
    let connus = appareil::Entity::find().filter(appareil::Column::Empreinte.eq(empreinte));
    Ok(connus.one(app.depot.lecture()).await?.is_some())
}

async fn oublier_les_anciens(base: &impl ConnectionTrait, agent: i64) -> Result<(), DbErr> {
    let derniers = Query::select()
        .column("id")
        .from("appareil")
        .and_where(ExprTrait::eq(Expr::col("agent_id"), agent))
        .order_by("vu_le", sea_orm::sea_query::Order::Desc)
        .limit(PAR_AGENT)
        .to_owned();
    appareil::Entity::delete_many()
        .filter(appareil::Column::AgentId.eq(agent))
        .filter(appareil::Column::Id.not_in_subquery(derniers))
        .exec(base)
        .await
        .map(drop)
}

/// The same, of the agent who has this e-mail. Only a browser that keeps a token costs a reading.
pub async fn connu_sous(app: &Extranet, email: &str, client: &Client) -> Result<Option<String>, DbErr> {
    if client.appareil().is_none() {
        return Ok(None);
    }
    let agent = agent::Entity::find().filter(agent::Column::Email.eq(email)).one(app.depot.lecture()).await?;
    connu(app, agent.map_or(0, |agent| agent.id), client).await
}

/// Credentials are lost or stolen, the machine perhaps with them: none is spared any more.
pub async fn oublier_tous(base: &impl ConnectionTrait, agent: i64) -> Result<(), DbErr> {
    appareil::Entity::delete_many().filter(appareil::Column::AgentId.eq(agent)).exec(base).await.map(drop)
}

fn cookie(app: &Extranet, jeton: Jeton) -> Result<HeaderValue, Refus> {
    let (nom, jeton) = (nom_du_cookie(app.reglages.tls), jeton.en_clair());
    let secure = if app.reglages.tls { "; Secure" } else { "" };
    let duree = DUREE_JOURS * 24 * 60 * 60;
    let valeur = format!("{nom}={jeton}; HttpOnly; SameSite=Strict{secure}; Path=/; Max-Age={duree}");
    Ok(HeaderValue::from_str(&valeur).map_err(anyhow::Error::from)?)
}
