//! Destroying the traces that are too old: the beginning of each chain, and nothing else.

use chrono::{DateTime, Utc};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue, Tete};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement, TransactionTrait as _};

use super::base::{Usage, connecter};
use super::indexation;
use super::insertion::deposer_repere;
use super::lecture::{self, lignes};
use super::repere::Repere;
use super::{CLIENT_COMMANDE, Journal, JournalErreur};

/// Links destroyed in one commit: meanwhile, the server waits for its turn to write.
const TRANCHE: usize = 10_000;

/// What a purge of a chain destroys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The last link to go.
    pub jusqu_a: Tete,
    pub nombre: u64,
    pub plus_ancienne: DateTime<Utc>,
    pub plus_recente: DateTime<Utc>,
    /// Links that stay.
    pub restent: u64,
    /// Among them, older than the limit but written after a younger one (a clock that went
    /// back): they go as soon as that one may.
    pub retenues: u64,
}

/// What a purge up to `limite` would destroy, chain by chain. A chain is cut at its first link
/// that is not older: nothing younger ever goes.
pub(super) async fn prevoir(
    base: &DatabaseConnection,
    limite: DateTime<Utc>,
) -> Result<Vec<Plan>, JournalErreur> {
    let mut plans = Vec::new();
    for chaine in lecture::chaines(base).await? {
        plans.extend(plan(base, chaine, limite).await?);
    }
    Ok(plans)
}

async fn plan(
    base: &DatabaseConnection,
    chaine: u32,
    limite: DateTime<Utc>,
) -> Result<Option<Plan>, JournalErreur> {
    let texte = "SELECT COUNT(*), MIN(instant), MAX(instant), MAX(seq) FROM evenement WHERE chaine = $1 AND seq < \
         COALESCE((SELECT MIN(seq) FROM evenement WHERE chaine = $1 AND instant >= $2), 9223372036854775807)";
    let limite_ms = limite.timestamp_millis();
    let valeurs = [i64::from(chaine).into(), limite_ms.into()];
    let lues = lignes(base, texte, valeurs).await?;
    let Some((ligne, nombre)) = lues.first().map(|l| (l, l.try_get_by_index::<i64>(0))) else {
        return Ok(None);
    };
    let nombre = nombre?.unsigned_abs();
    if nombre == 0 {
        return Ok(None);
    }
    let instant = |rang| DateTime::from_timestamp_millis(ligne.try_get_by_index(rang).ok()?);
    let seq = ligne.try_get_by_index::<i64>(3)?.unsigned_abs();
    let empreinte = lecture::empreinte_a(base, chaine, seq).await?.ok_or_else(lecture::illisible)?;
    let reste = "SELECT COUNT(*), COALESCE(SUM(CASE WHEN instant < $3 THEN 1 ELSE 0 END), 0) FROM evenement \
         WHERE chaine = $1 AND seq > $2";
    let valeurs = [i64::from(chaine).into(), ligne.try_get_by_index::<i64>(3)?.into(), limite_ms.into()];
    let reste = lignes(base, reste, valeurs).await?;
    let compte =
        |rang| reste.first().map_or(Ok(0), |l| l.try_get_by_index::<i64>(rang)).map(i64::unsigned_abs);
    Ok(Some(Plan {
        jusqu_a: Tete { chaine, seq, empreinte },
        nombre,
        plus_ancienne: instant(1).ok_or_else(lecture::illisible)?,
        plus_recente: instant(2).ok_or_else(lecture::illisible)?,
        restent: compte(0)?,
        retenues: compte(1)?,
    }))
}

impl Journal {
    /// What a purge up to `limite` would destroy; nothing is done.
    pub async fn prevoir_purge(&self, limite: DateTime<Utc>) -> Result<Vec<Plan>, JournalErreur> {
        prevoir(&self.lecture, limite).await
    }

    /// Destroys the traces older than `limite` in the store at `url`, which is this journal's.
    /// The whole journal is verified first: a purge never hides a damage. Each chain is
    /// announced in the journal, then cut and marked by signed checkpoints. The server may run.
    ///
    /// # Errors
    /// The journal is broken, or the store can't be written.
    pub async fn purger(
        &self,
        url: &str,
        limite: DateTime<Utc>,
        maintenant: DateTime<Utc>,
    ) -> Result<Vec<Plan>, JournalErreur> {
        self.verifier().await?;
        let plans = self.prevoir_purge(limite).await?;
        if plans.is_empty() {
            return Ok(plans);
        }
        let base = connecter(url, Usage::Purge).await?;
        for plan in &plans {
            let annonce = self.append(evenement(plan, maintenant, Issue::Annonce, None)).await?.seq;
            if let Err(erreur) = self.couper(&base, plan, limite, maintenant).await {
                self.append(evenement(plan, maintenant, Issue::Echoue, Some(annonce))).await?;
                return Err(erreur);
            }
        }
        if base.get_database_backend() == DbBackend::Sqlite {
            // What was destroyed must not stay readable in the write-ahead log.
            base.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        base.close().await?;
        self.sceller().await?;
        Ok(plans)
    }
}

impl Journal {
    /// Slice by slice, each with its checkpoint: stopped in the middle, what is left verifies.
    async fn couper(
        &self,
        base: &DatabaseConnection,
        plan: &Plan,
        limite: DateTime<Utc>,
        maintenant: DateTime<Utc>,
    ) -> Result<(), JournalErreur> {
        let Tete { chaine, seq: fin, .. } = plan.jusqu_a;
        let premier = fin + 1 - plan.nombre;
        for debut in (premier..=fin).step_by(TRANCHE) {
            let seq = fin.min(debut + TRANCHE as u64 - 1);
            let empreinte = lecture::empreinte_a(base, chaine, seq).await?.ok_or_else(lecture::illisible)?;
            let repere = self.cle.reperer(Tete { chaine, seq, empreinte }, maintenant, limite);
            trancher(base, &repere, seq + 1 - debut).await?;
        }
        Ok(())
    }
}

/// The purge as the journal keeps it: which chain, up to which position.
fn evenement(plan: &Plan, instant: DateTime<Utc>, issue: Issue, lie_a: Option<u64>) -> Evenement {
    let Tete { chaine, seq, .. } = plan.jusqu_a;
    Evenement {
        objet: Some(format!("chaine_{chaine}:{seq}")),
        motif: Some("duree_de_conservation".to_owned()),
        issue,
        lie_a,
        ..Evenement::sans_agent(instant, Acte::PurgerTraces, CLIENT_COMMANDE)
    }
}

/// The checkpoint and the cut, in one commit. The store lets go only of what a checkpoint covers.
async fn trancher(base: &DatabaseConnection, repere: &Repere, nombre: u64) -> Result<(), JournalErreur> {
    let transaction = base.begin().await?;
    deposer_repere(&transaction, repere).await?;
    let texte = "DELETE FROM evenement WHERE chaine = $1 AND seq <= $2";
    let seq = i64::try_from(repere.tete.seq).map_err(|_| lecture::illisible())?;
    let valeurs = [i64::from(repere.tete.chaine).into(), seq.into()];
    let requete = Statement::from_sql_and_values(base.get_database_backend(), texte, valeurs);
    let effaces = transaction.execute_raw(requete).await?.rows_affected();
    indexation::oublier(&transaction, repere.tete.chaine, seq).await?;
    if effaces != nombre {
        transaction.rollback().await?;
        return Err(lecture::illisible().into());
    }
    Ok(transaction.commit().await?)
}
