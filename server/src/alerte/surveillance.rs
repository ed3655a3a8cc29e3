//! Watches: put and lifted by the officer, from an alert or from what the traces of an agent
//! show; each with its reason, its author and its dates.

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::alerte::{
    DecisionSurveillance, FicheSurveillance, GesteSurveillance, MotifLu, MotifVue, SurveillanceLue,
};
use reciproque_shared::api::{ConsulterSurveillance, SurveillerAgent};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::depot::annuaire::{agents, nom_agent, noms_organisations};
use crate::depot::entite::{agent, motif, organisation, surveillance};
use crate::depot::verrou;
use crate::garde::surveillance::en_cours;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::trace::Noms;

/// `GET /agents/{agent}/surveillance`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterSurveillance>,
) -> Result<Traced<FicheSurveillance>, Refus> {
    retrouver(passage, appel.chemin).await
}

/// Answers with the watches on an agent.
///
/// # Errors
/// `Introuvable` when there is no such agent.
pub async fn retrouver(passage: Passage, agent: i64) -> Result<Traced<FicheSurveillance>, Refus> {
    let fiche = fiche(&passage, agent).await?;
    passage.laisser_sortir(Objet::new("agent", agent), &[], |_| fiche).await
}

/// `POST /agents/{agent}/surveillance`
pub async fn surveiller(
    passage: Passage,
    appel: AppelRecu<SurveillerAgent>,
) -> Result<Traced<FicheSurveillance>, Refus> {
    let agent = trouver(&passage, appel.chemin).await?.id;
    let jour = passage.app().horloge.aujourdhui();
    let decision = DecisionSurveillance::lire(&appel.corps, jour).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("agent", agent)).await?;
    ecriture
        .creer(async {
            match decision.geste() {
                GesteSurveillance::Poser => {
                    let nouvelle = Nouvelle { agent, alerte: None, jusqu_au: decision.jusqu_au() };
                    poser(&passage, passage.base(), nouvelle, decision.note()).await?;
                }
                GesteSurveillance::Lever => lever(&passage, passage.base(), agent, decision.note()).await?,
            }
            let fiche = fiche(&passage, agent).await?;
            Ok((agent, fiche))
        })
        .await
}

async fn trouver(passage: &Passage, id: i64) -> Result<agent::Model, Refus> {
    agent::Entity::find_by_id(id).one(passage.base()).await?.ok_or(Refus::Introuvable)
}

/// Reasons shown: the latest ones.
const DERNIERS: u64 = 100;

/// A watch to be put.
pub struct Nouvelle {
    pub agent: i64,
    pub alerte: Option<i64>,
    /// Last day; until it is lifted when none.
    pub jusqu_au: Option<NaiveDate>,
}

/// Puts an agent under watch from now on.
///
/// # Errors
/// `Conflit` when the agent is under watch already, or is oneself.
pub async fn poser(
    passage: &Passage,
    base: &impl ConnectionTrait,
    nouvelle: Nouvelle,
    motif: &str,
) -> Result<(), Refus> {
    d_un_autre(passage, nouvelle.agent)?;
    verrou::tenir::<agent::Entity>(base, nouvelle.agent).await?;
    let jour = passage.app().horloge.aujourdhui();
    if courante(base, nouvelle.agent, jour).await?.is_some() {
        return Err(Refus::Conflit(
            "Cet agent est déjà sous surveillance : levez-la d’abord pour en changer la date.".into(),
        ));
    }
    let instant = passage.app().horloge.maintenant();
    // One that has passed its last day is over: it leaves its place.
    finir(base, nouvelle.agent, instant, None).await?;
    let ligne = surveillance::ActiveModel {
        agent_id: Set(nouvelle.agent),
        alerte_id: Set(nouvelle.alerte),
        posee_par: Set(passage.agent().id),
        debut: Set(instant),
        jusqu_au: Set(nouvelle.jusqu_au),
        motif: Set(motif.to_owned()),
        fin: Set(None),
        ..Default::default()
    };
    ligne.insert(base).await?;
    Ok(())
}

/// Lifts the watch on an agent.
///
/// # Errors
/// `Conflit` when there is none, or when it is on oneself.
pub async fn lever(
    passage: &Passage,
    base: &impl ConnectionTrait,
    agent: i64,
    motif: &str,
) -> Result<(), Refus> {
    d_un_autre(passage, agent)?;
    let instant = passage.app().horloge.maintenant();
    match finir(base, agent, instant, Some((passage.agent().id, motif))).await? {
        0 => Err(Refus::Conflit("Cet agent n’est plus sous surveillance : il n’y a rien à lever.".into())),
        _ => Ok(()),
    }
}

/// Nobody judges their own use of the files.
fn d_un_autre(passage: &Passage, agent: i64) -> Result<(), Refus> {
    if agent == passage.agent().id {
        return Err(Refus::Conflit(
            "Cette surveillance vous concerne : un autre délégué à la protection des données en décide."
                .into(),
        ));
    }
    Ok(())
}

async fn courante(
    base: &impl ConnectionTrait,
    agent: i64,
    jour: NaiveDate,
) -> Result<Option<surveillance::Model>, Refus> {
    let requete = surveillance::Entity::find().filter(surveillance::Column::AgentId.eq(agent));
    Ok(requete.filter(en_cours(jour).pour(base)).one(base).await?)
}

async fn finir(
    base: &impl ConnectionTrait,
    agent: i64,
    instant: DateTime<Utc>,
    levee: Option<(i64, &str)>,
) -> Result<u64, Refus> {
    let issue = surveillance::Entity::update_many()
        .col_expr(surveillance::Column::Fin, Expr::value(instant))
        .col_expr(surveillance::Column::LeveePar, Expr::value(levee.map(|(par, _)| par)))
        .col_expr(surveillance::Column::MotifLevee, Expr::value(levee.map(|(_, motif)| motif.to_owned())))
        .filter(surveillance::Column::AgentId.eq(agent))
        .filter(surveillance::Column::Fin.is_null())
        .exec(base)
        .await?;
    Ok(issue.rows_affected)
}

async fn fiche(passage: &Passage, id: i64) -> Result<FicheSurveillance, Refus> {
    let base = passage.base();
    let trouve = trouver(passage, id).await?;
    let employeur = organisation::Entity::find_by_id(trouve.organisation_id).one(base).await?;
    let jour = passage.app().horloge.aujourdhui();
    let siennes = Condition::all().add(surveillance::Column::AgentId.eq(id));
    let toutes = charger(passage, siennes.clone()).await?;
    let en_cours = charger(passage, siennes.add(en_cours(jour).pour(base))).await?.pop();
    let passees = toutes.into_iter().filter(|lue| Some(lue) != en_cours.as_ref()).collect();
    Ok(FicheSurveillance {
        agent: id,
        nom: nom_agent(&trouve),
        organisation: employeur.map(|organisation| organisation.nom).unwrap_or_default(),
        geste: GesteSurveillance::possible(en_cours.is_some()),
        en_cours,
        passees,
        motifs: motifs(base, id).await?,
    })
}

/// Some watches, the latest first.
pub async fn charger(passage: &Passage, lesquelles: Condition) -> Result<Vec<SurveillanceLue>, Refus> {
    let base = passage.base();
    let lues = surveillance::Entity::find()
        .filter(lesquelles)
        .order_by_desc(surveillance::Column::Debut)
        .order_by_desc(surveillance::Column::Id)
        .all(base)
        .await?;
    let nommes = lues.iter().flat_map(|s| [s.agent_id, s.posee_par].into_iter().chain(s.levee_par));
    let agents = agents(base, nommes).await?;
    let organisations = noms_organisations(base, agents.values().map(|a| a.organisation_id)).await?;
    let nom = |id| agents.get(&id).map(nom_agent).unwrap_or_default();
    let employeur = |id| organisations.get(&agents.get(&id)?.organisation_id).cloned();
    let lire = |lue: surveillance::Model| SurveillanceLue {
        agent_id: lue.agent_id,
        alerte: lue.alerte_id,
        agent: nom(lue.agent_id),
        organisation: employeur(lue.agent_id).unwrap_or_default(),
        debut: lue.debut,
        jusqu_au: lue.jusqu_au,
        motif: lue.motif,
        par: nom(lue.posee_par),
        fin: lue.fin,
        levee_par: lue.levee_par.map(nom),
        motif_levee: lue.motif_levee,
    };
    Ok(lues.into_iter().map(lire).collect())
}

/// The latest reasons that the agent gave, under any watch.
pub async fn motifs(base: &impl ConnectionTrait, agent: i64) -> Result<Vec<MotifLu>, Refus> {
    let siennes = Query::select()
        .column("id")
        .from("surveillance")
        .and_where(Expr::col("agent_id").eq(agent))
        .to_owned();
    let lus = motif::Entity::find()
        .filter(motif::Column::SurveillanceId.in_subquery(siennes))
        .order_by_desc(motif::Column::Id)
        .limit(DERNIERS)
        .all(base)
        .await?;
    let noms = Noms::charger(base, lus.iter().filter_map(|lu| lu.objet.as_deref()), None).await?;
    let lire = |lu: motif::Model| {
        let motif = MotifVue::du_code(&lu.motif)?;
        let quoi = lu.objet.as_deref().map(|objet| noms.dire(objet));
        Some(MotifLu { instant: lu.donne_le, objet: lu.objet, quoi, motif, precision: lu.precision })
    };
    Ok(lus.into_iter().filter_map(lire).collect())
}
