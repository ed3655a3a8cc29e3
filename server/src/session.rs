//! Sessions: a random token in a cookie, its hash in the store, 30 minutes of
//! inactivity (conventions 2016; RSACG), 12 hours at most.

mod activite;
mod client;

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base16ct::lower::encode_string;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use reciproque_shared::habilitation::Profil;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};
use sha2::{Digest, Sha256};

use crate::extranet::Extranet;
use crate::refus::Refus;
use crate::sign_in::Secret;
use crate::store::entite::{compte, session};

pub use activite::Activite;
pub use client::{Client, abonne};

use activite::NOTE_TOUTES_LES_S;

/// A fresh session: the token goes to the browser and nowhere else.
pub struct Jeton(String);

impl Jeton {
    /// 256 bits of chance.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn tirer() -> Result<Self, Refus> {
        Ok(Self(hasard::<32>()?))
    }

    /// For the cookie of the browser, and nothing else.
    pub fn en_clair(self) -> String {
        self.0
    }

    /// What the store keeps in place of the token.
    pub fn empreinte(&self) -> String {
        empreinte(&self.0)
    }
}

/// The hash under which the store knows a token.
pub(crate) fn empreinte(jeton: &str) -> String {
    encode_string(&Sha256::digest(jeton.as_bytes()))
}

/// How a session is opened.
pub struct Ouverture {
    pub agent: i64,
    pub profil: Profil,
    pub client: Client,
    /// Two factors were presented at once (passkey).
    pub deux_facteurs: bool,
    /// A new password must be chosen first.
    pub mot_de_passe_echu: bool,
    /// Hash of the password or code that was verified: it must still be in force.
    pub preuve: Option<String>,
}

/// Opens a session for an agent under a profil.
///
/// # Errors
/// `IdentifiantsRefuses` when what was verified was replaced meanwhile; when the store can't be
/// written or the system gives no randomness.
pub async fn ouvrir(app: &Extranet, ouverture: Ouverture) -> Result<Jeton, Refus> {
    let jeton = Jeton::tirer()?;
    let maintenant = app.horloge.maintenant();
    oublier_les_perimees(app, maintenant).await?;
    let transaction = app.depot.transaction().await?;
    if let Some(preuve) = &ouverture.preuve {
        toujours_en_vigueur(&transaction, ouverture.agent, preuve).await?;
    }
    session::ActiveModel {
        empreinte: Set(jeton.empreinte()),
        reference: Set(hasard::<9>()?),
        agent_id: Set(ouverture.agent),
        profil: Set(ouverture.profil.code().to_owned()),
        ouverte_le: Set(maintenant),
        vue_le: Set(maintenant),
        adresse: Set(ouverture.client.adresse().to_owned()),
        navigateur: Set(ouverture.client.navigateur().to_owned()),
        second_facteur_le: Set(ouverture.deux_facteurs.then_some(maintenant)),
        mot_de_passe_echu: Set(ouverture.mot_de_passe_echu),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(jeton)
}

/// A password takes time to verify: lost credentials or a new password in that time close the
/// sessions there are, and this one must not open after them.
async fn toujours_en_vigueur(base: &impl ConnectionTrait, agent: i64, preuve: &str) -> Result<(), Refus> {
    let compte = compte::Entity::find_by_id(agent).lock_exclusive().one(base).await?;
    match compte.filter(|compte| Secret::empreinte(compte) == Some(preuve)) {
        Some(compte) if compte.mot_de_passe.is_none() => user_le_code(base, compte, preuve).await,
        Some(_) => Ok(()),
        None => Err(Refus::IdentifiantsRefuses),
    }
}

/// A code opens one session: who comes second with it is told so, and the first goes on.
async fn user_le_code(base: &impl ConnectionTrait, compte: compte::Model, preuve: &str) -> Result<(), Refus> {
    if compte.code_servi.as_deref() == Some(preuve) {
        return Err(Refus::CodeServi);
    }
    let mut servi: compte::ActiveModel = compte.into();
    servi.code_servi = Set(Some(preuve.to_owned()));
    servi.update(base).await?;
    Ok(())
}

/// The session that this code opened was refused in the end: it may serve again.
pub async fn rendre_le_code(app: &Extranet, agent: i64, preuve: &str) -> Result<(), DbErr> {
    compte::Entity::update_many()
        .col_expr(compte::Column::CodeServi, Expr::value(None::<String>))
        .filter(compte::Column::AgentId.eq(agent))
        .filter(compte::Column::CodeServi.eq(preuve))
        .exec(app.depot.ecriture())
        .await
        .map(drop)
}

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

fn hasard<const N: usize>() -> Result<String, Refus> {
    let mut octets = [0_u8; N];
    getrandom::fill(&mut octets).map_err(|e| anyhow::anyhow!("randomness: {e}"))?;
    Ok(URL_SAFE_NO_PAD.encode(octets))
}

/// Gives a session a new token: every replay of the former one is refused. Done each time
/// the agent proves again who they are (ASVS 7.2.4).
///
/// # Errors
/// When the store can't be written or the system gives no randomness.
pub async fn renouveler(base: &impl ConnectionTrait, reference: &str, empreinte: &str) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::Empreinte, Expr::value(empreinte))
        .filter(session::Column::Reference.eq(reference))
        .exec(base)
        .await
        .map(drop)
}

/// A new password was chosen: nothing more is asked of this session for it.
pub async fn acquitter_mot_de_passe(base: &impl ConnectionTrait, reference: &str) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::MotDePasseEchu, Expr::value(false))
        .filter(session::Column::Reference.eq(reference))
        .exec(base)
        .await
        .map(drop)
}

/// The second factor was presented in this session.
pub async fn noter_second_facteur(
    base: &impl ConnectionTrait,
    reference: &str,
    maintenant: DateTime<Utc>,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::SecondFacteurLe, Expr::value(maintenant))
        .filter(session::Column::Reference.eq(reference))
        .exec(base)
        .await
        .map(drop)
}

/// Whether the session of that reference was not closed.
pub async fn existe(base: &impl ConnectionTrait, reference: &str) -> Result<bool, DbErr> {
    let sienne = session::Entity::find().filter(session::Column::Reference.eq(reference));
    Ok(sienne.one(base).await?.is_some())
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
async fn oublier_les_perimees(app: &Extranet, maintenant: DateTime<Utc>) -> Result<(), DbErr> {
    let inactivite = i64::from(app.reglages.inactivite_s);
    let limite = maintenant - TimeDelta::seconds(inactivite + NOTE_TOUTES_LES_S);
    let ouverture = maintenant - app.reglages.duree_session();
    app.activite.garder_depuis(limite);
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

/// Makes the session act under another profil of its agent.
pub async fn changer_profil(
    base: &impl ConnectionTrait,
    reference: &str,
    profil: Profil,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::Profil, Expr::value(profil.code()))
        .filter(session::Column::Reference.eq(reference))
        .exec(base)
        .await
        .map(drop)
}

/// Name of the cookie; `__Host-` binds it to this origin, which needs TLS.
pub fn nom_du_cookie(tls: bool) -> &'static str {
    if tls { "__Host-reciproque" } else { "reciproque" }
}

/// Hash of the token that the request carries, if it carries one.
pub fn empreinte_recue(app: &Extranet, entetes: &HeaderMap) -> Option<String> {
    let jarre = CookieJar::from_headers(entetes);
    jarre.get(nom_du_cookie(app.reglages.tls)).map(|cookie| empreinte(cookie.value()))
}

/// The cookie of a fresh session. It lives as long as the browser; the server decides
/// when the session ends.
pub fn cookie(app: &Extranet, jeton: Jeton) -> Cookie<'static> {
    Cookie::build((nom_du_cookie(app.reglages.tls), jeton.0))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.reglages.tls)
        .build()
}

/// The cookie that makes the browser forget the session.
pub fn cookie_efface(app: &Extranet) -> Cookie<'static> {
    let mut cookie = cookie(app, Jeton(String::new()));
    cookie.make_removal();
    cookie
}
