//! What an agent is told of the changes to how they sign in. Kept in the transaction of the
//! change: there is none without its notice. The journal proves; this tells.

use std::collections::HashMap;

use chrono::{DateTime, Days, Utc};
use reciproque_shared::api::LireAvis;
use reciproque_shared::compte::{AvisCompte, GenreAvis, MotifPerte};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::EtatSession;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::etat_suivant;
use crate::depot::annuaire::nom_agent;
use crate::depot::entite::{agent, avis_compte, organisation};
use crate::garde::{Agent, Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::session::Client;

/// Days during which a notice that was read is shown in « Mon compte ».
const GARDES_JOURS: u64 = 365;
/// Shown at most, the latest.
const MONTRES: u64 = 20;

/// What was changed, and the reason given for it.
#[derive(Clone, Copy, Debug)]
pub struct Changement {
    genre: GenreAvis,
    motif: Option<MotifPerte>,
}

impl From<GenreAvis> for Changement {
    fn from(genre: GenreAvis) -> Self {
        Self { genre, motif: None }
    }
}

/// Everything was declared lost, for this reason.
impl From<MotifPerte> for Changement {
    fn from(motif: MotifPerte) -> Self {
        Self { genre: GenreAvis::IdentifiantsPerdus, motif: Some(motif) }
    }
}

/// Keeps what the agent of the passage did to an account: the own one, or another.
pub async fn noter(
    base: &impl ConnectionTrait,
    passage: &Passage,
    agent: i64,
    quoi: impl Into<Changement>,
) -> Result<(), DbErr> {
    let moi = passage.agent();
    let soi = moi.id == agent;
    let avis = avis_compte::ActiveModel {
        par: Set(Some(moi.id)),
        profil: Set(Some(moi.profil.code().to_owned())),
        session: Set(soi.then(|| moi.session.clone())),
        depuis: Set(soi.then(|| depuis(passage.client()))),
        ..nouveau(agent, quoi.into(), passage.app().horloge.maintenant())
    };
    garder(base, avis).await
}

/// Keeps what the operator did to an account by a command of the server.
pub async fn noter_par_commande(
    base: &impl ConnectionTrait,
    agent: i64,
    quoi: Changement,
    maintenant: DateTime<Utc>,
) -> Result<(), DbErr> {
    garder(base, nouveau(agent, quoi, maintenant)).await
}

/// Keeps that opening one more session closed the one seen least recently; told in the new one.
pub async fn noter_ouverture(
    base: &impl ConnectionTrait,
    agent: i64,
    client: &Client,
    maintenant: DateTime<Utc>,
) -> Result<(), DbErr> {
    let avis = nouveau(agent, GenreAvis::SessionFermee.into(), maintenant);
    garder(base, avis_compte::ActiveModel { depuis: Set(Some(depuis(client))), ..avis }).await
}

fn nouveau(agent: i64, quoi: Changement, instant: DateTime<Utc>) -> avis_compte::ActiveModel {
    avis_compte::ActiveModel {
        agent_id: Set(agent),
        genre: Set(quoi.genre.code().to_owned()),
        instant: Set(instant),
        motif: Set(quoi.motif.map(|motif| motif.code().to_owned())),
        ..Default::default()
    }
}

/// What was read long ago goes as something new comes.
async fn garder(base: &impl ConnectionTrait, avis: avis_compte::ActiveModel) -> Result<(), DbErr> {
    let avis = avis.insert(base).await?;
    avis_compte::Entity::delete_many()
        .filter(avis_compte::Column::AgentId.eq(avis.agent_id))
        .filter(avis_compte::Column::LuLe.lt(avis.instant - Days::new(GARDES_JOURS)))
        .exec(base)
        .await
        .map(drop)
}

fn depuis(client: &Client) -> String {
    match client.navigateur() {
        "" => client.adresse().to_owned(),
        navigateur => format!("{navigateur} ({})", client.adresse()),
    }
}

/// The last changes to the account, read or not, the latest first.
pub async fn derniers(base: &impl ConnectionTrait, moi: &Agent) -> Result<Vec<AvisCompte>, DbErr> {
    charger(base, Condition::all(), moi.id).await
}

/// Those that the agent has not said to have read, done elsewhere than in the present session.
pub async fn a_lire(base: &impl ConnectionTrait, moi: &Agent) -> Result<Vec<AvisCompte>, DbErr> {
    charger(base, non_lus(&moi.session), moi.id).await
}

fn non_lus(session: &str) -> Condition {
    let ailleurs = Condition::any()
        .add(avis_compte::Column::Session.is_null())
        .add(avis_compte::Column::Session.ne(session));
    Condition::all().add(avis_compte::Column::LuLe.is_null()).add(ailleurs)
}

async fn charger(
    base: &impl ConnectionTrait,
    lesquels: Condition,
    moi: i64,
) -> Result<Vec<AvisCompte>, DbErr> {
    let lignes = avis_compte::Entity::find()
        .filter(avis_compte::Column::AgentId.eq(moi))
        .filter(lesquels)
        .order_by_desc(avis_compte::Column::Id)
        .limit(MONTRES)
        .all(base)
        .await?;
    let auteurs = auteurs(base, lignes.iter().filter_map(|ligne| ligne.par)).await?;
    let lu = |ligne: avis_compte::Model| {
        let genre = GenreAvis::du_code(&ligne.genre)?;
        let (id, instant, soi) = (ligne.id, ligne.instant, ligne.session.is_some());
        let motif = ligne.motif.as_deref().and_then(MotifPerte::du_code);
        let motif = motif.map(|motif| motif.libelle().to_owned());
        Some(AvisCompte { id, genre, instant, motif, soi, par: par(&ligne, &auteurs) })
    };
    Ok(lignes.into_iter().filter_map(lu).collect())
}

/// Authors, each with the name of their organisation.
type Auteurs = HashMap<i64, (agent::Model, String)>;

async fn auteurs(base: &impl ConnectionTrait, ids: impl Iterator<Item = i64>) -> Result<Auteurs, DbErr> {
    let ids: Vec<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(Auteurs::new());
    }
    let lignes = agent::Entity::find().filter(agent::Column::Id.is_in(ids)).all(base).await?;
    let chez = lignes.iter().map(|ligne| ligne.organisation_id);
    let chez = organisation::Entity::find().filter(organisation::Column::Id.is_in(chez)).all(base).await?;
    let noms: HashMap<i64, String> = chez.into_iter().map(|ligne| (ligne.id, ligne.nom)).collect();
    let avec = |ligne: agent::Model| {
        (ligne.id, (ligne.clone(), noms.get(&ligne.organisation_id).cloned().unwrap_or_default()))
    };
    Ok(lignes.into_iter().map(avec).collect())
}

/// By whom: named as in the traces, with what they were acting as.
fn par(ligne: &avis_compte::Model, auteurs: &Auteurs) -> String {
    if let Some(depuis) = &ligne.depuis {
        return format!("vous-même, depuis {depuis}");
    }
    let Some((auteur, organisation)) = ligne.par.and_then(|id| auteurs.get(&id)) else {
        return "l’exploitant du serveur".to_owned();
    };
    let profil = ligne.profil.as_deref().and_then(Profil::du_code).map_or("", Profil::libelle);
    format!("{} ({profil}, {organisation})", nom_agent(auteur))
}

/// `POST /compte/avis`: « J’ai lu », up to the last one that was on screen.
pub async fn accuser(passage: Passage, appel: AppelRecu<LireAvis>) -> Result<Traced<EtatSession>, Refus> {
    let moi = passage.agent();
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    ecriture
        .accomplir(async {
            avis_compte::Entity::update_many()
                .col_expr(avis_compte::Column::LuLe, Expr::value(passage.app().horloge.maintenant()))
                .filter(avis_compte::Column::AgentId.eq(moi.id))
                .filter(avis_compte::Column::Id.lte(appel.corps.jusqu_a))
                .filter(non_lus(&moi.session))
                .exec(passage.base())
                .await?;
            etat_suivant(&passage, &appel.empreinte).await
        })
        .await
}
