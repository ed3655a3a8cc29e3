//! What searches need of each link, indexed apart: a commit writes the chain alone.
//!
//! The task that reads the journal indexes what was written since, slice by slice; the position moves in
//! the same transaction as the rows, so that a stop at any moment leaves nothing out nor twice. Of two
//! servers on one store, one moves the position and the other reads it again. The index is no evidence:
//! [`refaire`] makes it again from the chain, and verification never reads it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait as _, Value,
};

use super::base::{Usage, connecter};
use super::bornes::Signets;
use super::compteurs::Compteurs;
use super::lecture::{chaines, lignes};
use super::{Journal, JournalErreur};

/// Most events that a search reads beyond the index: beyond, they are indexed first.
const QUEUE_MAX: u64 = 2_000;

/// How the index catches up.
#[derive(Clone, Copy)]
enum Allure {
    /// While requests are served: on SQLite, the writer of the chain waits for its turn meanwhile.
    Discrete,
    /// Nobody is served yet.
    Pressee,
}

impl Allure {
    /// Links indexed in one commit, and how long the pen is then left to others.
    const fn tranche(self) -> (u32, Duration) {
        match self {
            Self::Discrete => (100, Duration::from_millis(10)),
            Self::Pressee => (10_000, Duration::ZERO),
        }
    }
}

/// The index, as this process writes it and knows it.
pub(super) struct Indexation {
    base: DatabaseConnection,
    signets: Mutex<Signets>,
    compteurs: Arc<Compteurs>,
    /// The chain that this process writes.
    chaine: u32,
    /// One at a time within the process.
    tour: tokio::sync::Mutex<()>,
}

impl Indexation {
    /// Opens the index and has it catch up. An index that can't be written stops nothing: searches go
    /// through the chain.
    pub(super) async fn ouvrir(
        url: &str,
        chaine: u32,
        compteurs: Arc<Compteurs>,
    ) -> Result<Self, JournalErreur> {
        let base = connecter(url, Usage::Indexation).await?;
        let (signets, tour) = (Mutex::default(), tokio::sync::Mutex::default());
        let indexation = Self { base, signets, compteurs, chaine, tour };
        match indexation.rattraper(Allure::Pressee).await {
            Ok(nombre) if nombre >= QUEUE_MAX => tracing::info!(nombre, "des traces ont été indexées"),
            Ok(_) => {}
            Err(erreur) => tracing::error!(%erreur, "les traces n’ont pas pu être indexées"),
        }
        Ok(indexation)
    }

    /// Indexes what is not, in every chain; says how many links.
    async fn rattraper(&self, allure: Allure) -> Result<u64, DbErr> {
        let _tour = self.tour.lock().await;
        let (taille, pause) = allure.tranche();
        let mut nombre = 0;
        for chaine in chaines(&self.base).await? {
            while let Some(indexes) = indexer_une_tranche(&self.base, chaine, taille).await? {
                nombre += indexes;
                tokio::time::sleep(pause).await;
            }
        }
        self.retenir(signets(&self.base).await?);
        Ok(nombre)
    }

    fn retenir(&self, lus: Signets) {
        self.compteurs.indexer(lus.0.get(&self.chaine).copied().unwrap_or_default());
        *self.signets.lock().unwrap_or_else(PoisonError::into_inner) = lus;
    }

    fn signets(&self) -> Signets {
        self.signets.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Journal {
    /// Indexes what searches would otherwise go through link by link; says how many links.
    pub async fn indexer(&self) -> Result<u64, JournalErreur> {
        Ok(self.indexation.rattraper(Allure::Discrete).await?)
    }

    /// Comes back when so much was written that it is to be indexed without waiting longer.
    pub async fn attendre_a_indexer(&self) {
        self.compteurs.attendre_a_indexer().await;
    }

    /// Makes the index again from the chain. Searches stay right meanwhile, and go through the chain.
    pub async fn refaire_index(&self) -> Result<u64, JournalErreur> {
        effacer_les_signets(&self.indexation.base).await?;
        let nombre = self.indexation.rattraper(Allure::Discrete).await?;
        effacer_les_orphelins(&self.indexation.base).await?;
        Ok(nombre)
    }

    /// How far each chain is indexed, for a search: what is beyond is short.
    pub(super) async fn signets(&self) -> Signets {
        if self.compteurs.a_indexer() > QUEUE_MAX
            && let Err(erreur) = self.indexer().await
        {
            tracing::error!(%erreur, "les traces n’ont pas pu être indexées : la recherche parcourt la chaîne");
        }
        self.indexation.signets()
    }
}

/// How far each chain is indexed, as the store says.
async fn signets(base: &impl ConnectionTrait) -> Result<Signets, DbErr> {
    let lues = lignes(base, "SELECT chaine, seq FROM signet", []).await?;
    let lire = |ligne: &sea_orm::QueryResult| {
        let (chaine, seq): (i64, i64) = (ligne.try_get_by_index(0)?, ligne.try_get_by_index(1)?);
        let hors_bornes = |_| DbErr::Type("signet hors bornes".to_owned());
        Ok((u32::try_from(chaine).map_err(hors_bornes)?, u64::try_from(seq).map_err(hors_bornes)?))
    };
    Ok(Signets(lues.iter().map(lire).collect::<Result<_, DbErr>>()?))
}

/// Indexes the next links of a chain: how many, none if another process was faster; nothing when all
/// are indexed.
async fn indexer_une_tranche(
    base: &DatabaseConnection,
    chaine: u32,
    taille: u32,
) -> Result<Option<u64>, DbErr> {
    let chaine = i64::from(chaine);
    let pose = un_nombre(base, "SELECT seq FROM signet WHERE chaine = $1", [chaine.into()]).await?;
    let depuis = pose.unwrap_or_default();
    let texte = format!(
        "SELECT MAX(seq) FROM (SELECT seq FROM evenement WHERE chaine = $1 AND seq > $2 ORDER BY seq LIMIT {taille}) \
         AS tranche"
    );
    let Some(fin) = un_nombre(base, &texte, [chaine.into(), depuis.into()]).await? else { return Ok(None) };
    let transaction = prendre_la_plume(base).await?;
    if !avancer(&transaction, chaine, pose, fin).await? {
        transaction.rollback().await?;
        return Ok(Some(0));
    }
    let nombre = recopier(&transaction, chaine, depuis, fin).await?;
    transaction.commit().await?;
    Ok(Some(nombre))
}

/// The pen at once: SQLite gives none to who read first while another wrote.
async fn prendre_la_plume(base: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    base.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() }).await
}

/// Moves the position, unless another process has. The role of PostgreSQL may add and take away there,
/// never alter.
async fn avancer(
    base: &impl ConnectionTrait,
    chaine: i64,
    pose: Option<i64>,
    fin: i64,
) -> Result<bool, DbErr> {
    if let Some(seq) = pose {
        let retire = "DELETE FROM signet WHERE chaine = $1 AND seq = $2";
        if executer(base, retire, [chaine.into(), seq.into()]).await? == 0 {
            return Ok(false);
        }
    }
    let pose = "INSERT INTO signet (chaine, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(executer(base, pose, [chaine.into(), fin.into()]).await? == 1)
}

/// The rows of these links, whatever was there instead.
async fn recopier(base: &impl ConnectionTrait, chaine: i64, depuis: i64, fin: i64) -> Result<u64, DbErr> {
    let bornes = || [chaine.into(), depuis.into(), fin.into()];
    executer(base, "DELETE FROM renvoi WHERE chaine = $1 AND seq > $2 AND seq <= $3", bornes()).await?;
    let texte = "INSERT INTO renvoi (chaine, seq, instant, agent, organisation, objet) \
         SELECT chaine, seq, instant, agent, organisation, objet FROM evenement \
         WHERE chaine = $1 AND seq > $2 AND seq <= $3";
    executer(base, texte, bornes()).await
}

/// From now on nothing is taken for indexed.
async fn effacer_les_signets(base: &impl ConnectionTrait) -> Result<(), DbErr> {
    executer(base, "DELETE FROM signet", []).await.map(drop)
}

/// Rows of no link.
async fn effacer_les_orphelins(base: &impl ConnectionTrait) -> Result<(), DbErr> {
    let texte = "DELETE FROM renvoi WHERE NOT EXISTS (SELECT 1 FROM evenement \
         WHERE evenement.chaine = renvoi.chaine AND evenement.seq = renvoi.seq)";
    executer(base, texte, []).await.map(drop)
}

/// Takes away the rows of links that a purge destroys, in its transaction.
pub(super) async fn oublier(base: &impl ConnectionTrait, chaine: u32, seq: i64) -> Result<(), DbErr> {
    let texte = "DELETE FROM renvoi WHERE chaine = $1 AND seq <= $2";
    executer(base, texte, [i64::from(chaine).into(), seq.into()]).await.map(drop)
}

/// In how many places the index differs from the chain: links that it should hold and does not, or holds
/// otherwise; rows of no link. All of one instant.
pub(super) async fn ecarts(base: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let texte = "SELECT (SELECT COUNT(*) FROM signet CROSS JOIN evenement LEFT JOIN renvoi \
         ON renvoi.chaine = evenement.chaine AND renvoi.seq = evenement.seq \
         WHERE evenement.chaine = signet.chaine AND evenement.seq <= signet.seq AND (renvoi.seq IS NULL \
         OR renvoi.instant <> evenement.instant OR renvoi.agent IS DISTINCT FROM evenement.agent \
         OR renvoi.organisation IS DISTINCT FROM evenement.organisation \
         OR renvoi.objet IS DISTINCT FROM evenement.objet)) \
         + (SELECT COUNT(*) FROM renvoi WHERE NOT EXISTS (SELECT 1 FROM evenement \
         WHERE evenement.chaine = renvoi.chaine AND evenement.seq = renvoi.seq))";
    Ok(un_nombre(base, texte, []).await?.unwrap_or_default().unsigned_abs())
}

async fn un_nombre(
    base: &impl ConnectionTrait,
    texte: &str,
    valeurs: impl IntoIterator<Item = Value>,
) -> Result<Option<i64>, DbErr> {
    let lues = lignes(base, texte, valeurs).await?;
    Ok(lues.first().map(|ligne| ligne.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten())
}

async fn executer(
    base: &impl ConnectionTrait,
    texte: &str,
    valeurs: impl IntoIterator<Item = Value>,
) -> Result<u64, DbErr> {
    let requete = Statement::from_sql_and_values(base.get_database_backend(), texte, valeurs);
    Ok(base.execute_raw(requete).await?.rows_affected())
}
