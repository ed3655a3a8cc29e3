//! The journal's own store: connections, schema, one writer.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait as _,
};

use super::JournalErreur;
use super::droits::Exigence;
use super::sceau::Cle;
use super::schema;
use super::verification;
use crate::fichier::{creer_prive, prive, resserrer, resserrer_sqlite};

/// Enough for the insertion texts of every batch size, and the readings.
const REQUETES_PREPAREES: usize = 128;
const LECTEURS: u32 = 4;
/// Class of the PostgreSQL advisory locks that say which process holds which chain.
pub(super) const CLASSE_VERROU: i32 = 0x5243_4a4c;
/// More processes than anyone runs on one journal.
pub(super) const CHAINES_MAX: u32 = 256;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Usage {
    Ecriture,
    Lecture,
    /// Adds to the index, which is made again from the chain if need be.
    Indexation,
    /// Destroys what a checkpoint covers; on PostgreSQL under the account itself, since the
    /// server's role can't delete.
    Purge,
}

/// Which process writes: on SQLite each has its chain, so that a command may write while the
/// server runs, and a second server may not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Qui {
    Serveur,
    Commande,
}

impl Qui {
    const fn chaine_sqlite(self) -> u32 {
        match self {
            Self::Serveur => 0,
            Self::Commande => 1,
        }
    }
}

/// The only connection that writes a chain, and what keeps a second one away.
pub(super) struct Ecriture {
    pub base: DatabaseConnection,
    qui: Qui,
    /// Released by the system when the process ends, however it ends.
    _verrou: Option<File>,
}

/// Opens for writing: takes the lock, creates the schema.
pub(super) async fn ouvrir(url: &str, qui: Qui, exigence: Exigence) -> Result<Ecriture, JournalErreur> {
    let verrou = chemin_sqlite(url)?.map(|chemin| verrouiller(&chemin, qui.chaine_sqlite())).transpose()?;
    if verrou.is_some() {
        let base = connecter(url, Usage::Ecriture).await?;
        schema::preparer(&base).await?;
        return Ok(Ecriture { base, qui, _verrou: verrou });
    }
    schema::preparer_postgres(url, exigence).await?;
    // From now on under the role that can only add and read.
    Ok(Ecriture { base: connecter(url, Usage::Ecriture).await?, qui, _verrou: None })
}

/// Path of the SQLite file, nothing for PostgreSQL.
pub(super) fn chemin_sqlite(url: &str) -> Result<Option<PathBuf>, JournalErreur> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(None);
    }
    if !url.starts_with("sqlite:") || url.contains(":memory:") {
        return Err(JournalErreur::Adresse);
    }
    let options: SqliteConnectOptions = url.parse().map_err(|_| JournalErreur::Adresse)?;
    Ok(Some(options.get_filename().to_owned()))
}

fn verrouiller(chemin: &Path, chaine: u32) -> Result<File, JournalErreur> {
    let mut nom = chemin.as_os_str().to_owned();
    nom.push(".verrou");
    if chaine > 0 {
        nom.push(format!("-{chaine}"));
    }
    let fichier = prive().create(true).truncate(false).open(&nom).map_err(JournalErreur::fichier(&nom))?;
    match fichier.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(JournalErreur::DejaOuvert(chemin.to_owned())),
        Err(TryLockError::Error(erreur)) => return Err(JournalErreur::fichier(nom)(erreur)),
    }
    // Created here rather than by SQLite, so that only the server can read it.
    creer_prive(chemin).map_err(JournalErreur::fichier(chemin))?;
    resserrer(Path::new(&nom))?;
    resserrer_sqlite(chemin)?;
    Ok(fichier)
}

pub(super) async fn connecter(url: &str, usage: Usage) -> Result<DatabaseConnection, JournalErreur> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(if usage == Usage::Lecture { LECTEURS } else { 1 })
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    if chemin_sqlite(url)?.is_some() {
        options.map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(REQUETES_PREPAREES)
                .synchronous(SqliteSynchronous::Full);
            match usage {
                Usage::Ecriture => sqlite.journal_mode(SqliteJournalMode::Wal),
                Usage::Lecture => sqlite.read_only(true),
                // In order after a power cut, though not the last of it: then it is indexed again.
                Usage::Indexation => {
                    sqlite.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Normal)
                }
                // What is destroyed is overwritten, not only forgotten.
                Usage::Purge => sqlite.journal_mode(SqliteJournalMode::Wal).pragma("secure_delete", "ON"),
            }
        });
    } else {
        let mut reglages = vec![("search_path", "journal"), ("synchronous_commit", "on")];
        if usage != Usage::Purge && role_restreint(url).await? {
            reglages.push(("role", "reciproque_journal"));
        }
        options.map_sqlx_postgres_opts(move |postgres| {
            postgres.statement_cache_capacity(REQUETES_PREPAREES).options(reglages.iter().copied())
        });
    }
    Ok(Database::connect(options).await?)
}

/// Whether this account may work under the role that can only add and read.
async fn role_restreint(url: &str) -> Result<bool, JournalErreur> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let base = Database::connect(options).await?;
    let requete = "SELECT count(*) FROM pg_roles WHERE rolname = 'reciproque_journal' \
                   AND pg_has_role(oid, 'MEMBER') \
                   AND has_table_privilege(oid, to_regclass('journal.evenement'), 'INSERT')";
    let ligne = base.query_one_raw(Statement::from_string(DbBackend::Postgres, requete)).await?;
    let nombre: i64 = ligne.map_or(Ok(0), |ligne| ligne.try_get_by_index(0))?;
    base.close().await?;
    Ok(nombre > 0)
}

/// The store as of one instant, to be read at leisure while others write.
pub(super) async fn instantane(base: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    match base.get_database_backend() {
        DbBackend::Postgres => {
            let (isolement, acces) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
            base.begin_with_config(Some(isolement), Some(acces)).await
        }
        _ => base.begin().await,
    }
}

/// Puts a journal of the former kind under its key, one process at a time.
pub(super) async fn passer_sous_la_cle(
    base: &DatabaseConnection,
    lieu: (&str, &DatabaseConnection),
    cle: &Arc<Cle>,
) -> Result<(), JournalErreur> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    let transaction = base.begin_with_options(options).await?;
    if base.get_database_backend() == DbBackend::Postgres {
        let verrou = format!("SELECT pg_advisory_xact_lock({CLASSE_VERROU}, -1)");
        transaction.execute_unprepared(&verrou).await?;
    }
    let ouvertures = verification::passer_sous_la_cle(&transaction, lieu, cle).await?;
    transaction.commit().await?;
    ouvertures.iter().try_for_each(|ouverture| cle.garder(ouverture))
}

impl Ecriture {
    /// The chain that this process writes: its own on SQLite, the first that no other process
    /// holds on PostgreSQL. Taking it again is harmless.
    pub(super) async fn prendre_chaine(&self) -> Result<u32, JournalErreur> {
        if self.base.get_database_backend() == DbBackend::Sqlite {
            return Ok(self.qui.chaine_sqlite());
        }
        for chaine in 0..CHAINES_MAX {
            let requete = format!("SELECT pg_try_advisory_lock({CLASSE_VERROU}, {chaine})");
            let ligne = self.base.query_one_raw(Statement::from_string(DbBackend::Postgres, requete)).await?;
            if ligne.map_or(Ok(false), |ligne| ligne.try_get_by_index(0))? {
                return Ok(chaine);
            }
        }
        Err(JournalErreur::DejaOuvert(PathBuf::from("journal")))
    }
}
