//! Sessions: a random token in a cookie, its hash in the store, 30 minutes of
//! inactivity (conventions 2016; RSACG), 12 hours at most.

pub mod appareil;
mod client;
mod cookie;
mod fermeture;

use base16ct::lower::encode_string;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use reciproque_shared::habilitation::Profil;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};
use sha2::{Digest, Sha256};

use crate::depot::entite::{compte, session};
use crate::refus::Refus;
use crate::secret::Secret;
use crate::serveur::Extranet;

pub use client::{Client, abonne};
pub use cookie::{cookie, cookie_efface, empreinte_recue, entete, jeton_suivant, nom_du_cookie};
use fermeture::oublier_les_perimees;
pub use fermeture::{fermer, fermer_celles_de, fermer_les_plus_anciennes, fermer_toutes, supprimer};

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

    /// Opens nothing.
    const fn vide() -> Self {
        Self(String::new())
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
