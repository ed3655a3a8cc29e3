//! The task that reads the journal from where it stopped, indexes it and raises the alerts.
//!
//! Positions move in the same transaction as the alerts: an event is never read twice for
//! nothing, nor skipped by a restart. Of two servers on one store, one moves the position
//! and the other gives up. A position is that of one journal: when another one has taken its
//! place, it is read from its beginning.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use reciproque_shared::alerte::Constat;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};
use tokio::time::{MissedTickBehavior, interval};

use super::fait;
use super::memoire::{Memoire, Releve};
use crate::depot::entite::{alerte, alerte_etape, alerte_evenement, alerte_lecture};
use crate::journal::Inscription;
use crate::serveur::Extranet;
use crate::trace::constater;

/// Events older than this raise nothing: whose list a file was on then is not known.
const AGE_MAX: TimeDelta = TimeDelta::days(7);
/// Positions inserted at once.
const LOT: usize = 500;
/// Name of the step that no gesture makes.
pub const OUVERTURE: &str = "ouvrir";

/// Reads the journal from time to time, as long as the server runs.
pub async fn veiller(app: Extranet) {
    let mut horloge = interval(app.reglages.releve_alertes);
    horloge.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut memoire = Memoire::default();
    loop {
        tokio::select! {
            _ = horloge.tick() => {
                if let Err(cause) = suivre(&app, &mut memoire).await {
                    tracing::error!(%cause, "la détection n’a pas pu lire le journal");
                }
            }
            () = app.journal.attendre_a_indexer() => indexer(&app).await,
        }
    }
}

/// What is new becomes quick to find. Detection does not wait for it: searches find it all the same.
async fn indexer(app: &Extranet) {
    if let Err(cause) = app.journal.indexer().await {
        tracing::error!(%cause, "les traces n’ont pas pu être indexées");
    }
}

/// Reads what is new in every chain, without anything counted before.
pub async fn relever(app: &Extranet) -> anyhow::Result<()> {
    suivre(app, &mut Memoire::default()).await
}

/// Reads what is new in every chain, over what was counted before.
///
/// # Errors
/// When the journal or the store can't be read or written: it is tried again from the
/// same position.
pub async fn suivre(app: &Extranet, memoire: &mut Memoire) -> anyhow::Result<()> {
    indexer(app).await;
    constater(app).await?;
    for chaine in app.journal.chaines().await? {
        loop {
            let lot = charger_un_lot(app, memoire, chaine).await;
            if !matches!(lot, Ok(Lot::Ecrit)) {
                // Counted and not written, or written by another server: it does not hold.
                if !matches!(lot, Ok(Lot::Aucun)) {
                    memoire.oublier();
                }
                lot?;
                break;
            }
        }
    }
    Ok(())
}

/// What became of a page of the journal.
enum Lot {
    /// There was nothing new.
    Aucun,
    /// There may be more.
    Ecrit,
    /// Another server was faster.
    Devance,
}

async fn charger_un_lot(app: &Extranet, memoire: &mut Memoire, chaine: u32) -> anyhow::Result<Lot> {
    let rang = i32::try_from(chaine)?;
    let lue = alerte_lecture::Entity::find_by_id(rang).one(app.depot.lecture()).await?;
    let depart = reprise(app, chaine, lue.as_ref()).await?;
    memoire.reprendre(chaine, depart);
    let suite = app.journal.suite(chaine, depart).await?;
    let Some(derniere) = suite.last() else { return Ok(Lot::Aucun) };
    let apres = alerte_lecture::Model {
        chaine: rang,
        seq: i64::try_from(derniere.maillon.seq)?,
        empreinte: Some(derniere.maillon.empreinte.to_string()),
    };
    let mut trouves = Vec::new();
    for (agent, evenements) in a_examiner(app, &suite) {
        trouves.extend(memoire.examiner(app, agent, &evenements).await?);
    }
    let transaction = app.depot.transaction().await?;
    if !avancer(&transaction, lue.map_or(0, |lue| lue.seq), apres).await? {
        return Ok(Lot::Devance);
    }
    for releve in &trouves {
        for constat in &releve.constats {
            inscrire(app, &transaction, releve, constat).await?;
        }
    }
    transaction.commit().await?;
    memoire.avancer(chaine, derniere.maillon.seq, app.horloge.aujourdhui());
    Ok(Lot::Ecrit)
}

/// The position to go on from: the last one read, or the beginning when the journal is no longer
/// the one that it was read in.
async fn reprise(app: &Extranet, chaine: u32, lue: Option<&alerte_lecture::Model>) -> anyhow::Result<u64> {
    let Some(lue) = lue else { return Ok(0) };
    let seq = u64::try_from(lue.seq)?;
    let empreinte = lue.empreinte.as_deref().unwrap_or_default();
    if seq == 0 || app.journal.passe_par(chaine, seq, empreinte).await? {
        return Ok(seq);
    }
    tracing::warn!(chaine, seq, "le journal a été remplacé : la détection le relit depuis son début");
    Ok(0)
}

/// The events that the rules count, by agent, in the order of the chain.
fn a_examiner<'a>(app: &Extranet, suite: &'a [Inscription]) -> BTreeMap<i64, Vec<&'a Inscription>> {
    let limite = app.horloge.maintenant() - AGE_MAX;
    let mut agents = BTreeMap::<i64, Vec<&Inscription>>::new();
    for lu in suite {
        let evenement = &lu.maillon.evenement;
        if let Some(agent) =
            evenement.agent.filter(|_| evenement.instant >= limite && fait::compte(evenement))
        {
            agents.entry(agent).or_default().push(lu);
        }
    }
    agents
}

/// Moves the position, unless another server has.
async fn avancer(
    base: &impl ConnectionTrait,
    avant: i64,
    apres: alerte_lecture::Model,
) -> Result<bool, DbErr> {
    let chaine = apres.chaine;
    let origine = alerte_lecture::ActiveModel { chaine: Set(chaine), seq: Set(0), empreinte: Set(None) };
    alerte_lecture::Entity::insert(origine)
        .on_conflict(OnConflict::column(alerte_lecture::Column::Chaine).do_nothing().to_owned())
        .exec_without_returning(base)
        .await?;
    let issue = alerte_lecture::Entity::update_many()
        .col_expr(alerte_lecture::Column::Seq, Expr::value(apres.seq))
        .col_expr(alerte_lecture::Column::Empreinte, Expr::value(apres.empreinte))
        .filter(alerte_lecture::Column::Chaine.eq(chaine))
        .filter(alerte_lecture::Column::Seq.eq(avant))
        .exec(base)
        .await?;
    Ok(issue.rows_affected == 1)
}

/// Opens the alert, or makes the open one grow.
async fn inscrire(
    app: &Extranet,
    base: &impl ConnectionTrait,
    releve: &Releve,
    constat: &Constat,
) -> anyhow::Result<()> {
    let derniere_le = releve.dernier_instant(constat).unwrap_or_else(|| app.horloge.maintenant());
    let (mesure, seuil) = (i32::try_from(constat.mesure)?, i32::try_from(constat.seuil)?);
    let ouverte = alerte::Entity::find()
        .filter(alerte::Column::AgentId.eq(releve.agent))
        .filter(alerte::Column::Regle.eq(constat.regle.code()))
        .filter(alerte::Column::CloseLe.is_null())
        .one(base)
        .await?;
    let id = match ouverte {
        Some(ouverte) => {
            let mut ligne = alerte::ActiveModel { id: Set(ouverte.id), ..Default::default() };
            ligne.derniere_le = Set(ouverte.derniere_le.max(derniere_le));
            if mesure > ouverte.mesure {
                (ligne.mesure, ligne.seuil) = (Set(mesure), Set(seuil));
            }
            ligne.update(base).await?.id
        }
        None => ouvrir(app, base, releve, constat, (mesure, seuil, derniere_le)).await?,
    };
    ajouter_positions(base, id, releve, constat).await
}

async fn ouvrir(
    app: &Extranet,
    base: &impl ConnectionTrait,
    releve: &Releve,
    constat: &Constat,
    (mesure, seuil, derniere_le): (i32, i32, DateTime<Utc>),
) -> Result<i64, DbErr> {
    let instant = app.horloge.maintenant();
    let ligne = alerte::ActiveModel {
        regle: Set(constat.regle.code().to_owned()),
        agent_id: Set(releve.agent),
        organisation_id: Set(releve.organisation),
        mesure: Set(mesure),
        seuil: Set(seuil),
        ouverte_le: Set(instant),
        derniere_le: Set(derniere_le),
        close_le: Set(None),
        conclusion: Set(None),
        ..Default::default()
    };
    let id = ligne.insert(base).await?.id;
    let etape = alerte_etape::ActiveModel {
        alerte_id: Set(id),
        geste: Set(OUVERTURE.to_owned()),
        instant: Set(instant),
        agent_id: Set(None),
        conclusion: Set(None),
        note: Set(None),
        ..Default::default()
    };
    etape.insert(base).await?;
    Ok(id)
}

/// A position that the alert holds from a journal that was replaced is now that of the new one.
async fn ajouter_positions(
    base: &impl ConnectionTrait,
    id: i64,
    releve: &Releve,
    constat: &Constat,
) -> anyhow::Result<()> {
    let mut lignes = Vec::with_capacity(constat.positions.len());
    for position in &constat.positions {
        lignes.push(alerte_evenement::ActiveModel {
            alerte_id: Set(id),
            chaine: Set(i32::try_from(position.chaine)?),
            seq: Set(i64::try_from(position.seq)?),
            empreinte: Set(releve.empreinte(position)),
        });
    }
    let deja_la = OnConflict::columns([
        alerte_evenement::Column::AlerteId,
        alerte_evenement::Column::Chaine,
        alerte_evenement::Column::Seq,
    ])
    .update_column(alerte_evenement::Column::Empreinte)
    .to_owned();
    for lot in lignes.chunks(LOT) {
        alerte_evenement::Entity::insert_many(lot.iter().cloned())
            .on_conflict(deja_la.clone())
            .exec_without_returning(base)
            .await?;
    }
    Ok(())
}
