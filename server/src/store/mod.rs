//! The only folder that knows how the data are kept. SQLite by default (WAL, every
//! commit on disk, one writer, several readers); PostgreSQL by URL: same code, same
//! migrations.

use std::time::Duration;

use reciproque_shared::nominatif::{Clair, Nominatif, Sceau};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::fichier::{creer_prive, raison, resserrer_sqlite};

pub mod entite;
mod migration;
pub mod perimetre;
pub mod reglage;
pub mod verrou;

/// Readers of a SQLite store: more only queue on the two cores of a small server.
const LECTEURS: u32 = 4;

/// The store: a door to read, a door to write.
#[derive(Clone, Debug)]
pub struct Depot {
    lecture: DatabaseConnection,
    ecriture: DatabaseConnection,
}

impl Depot {
    /// Opens the store and brings its schema up to date.
    ///
    /// # Errors
    /// When the store can't be reached or a migration fails.
    pub async fn ouvrir(url: &str) -> Result<Self, DbErr> {
        let depot = if url.starts_with("sqlite:") {
            creer_sqlite(url)?;
            let ecriture = Database::connect(options_sqlite(url, 1)).await?;
            migration::Migrateur::up(&ecriture, None).await?;
            Self { lecture: Database::connect(options_sqlite(url, LECTEURS)).await?, ecriture }
        } else {
            let mut options = ConnectOptions::new(url);
            options.sqlx_logging(false);
            let base = Database::connect(options).await?;
            migration::Migrateur::up(&base, None).await?;
            Self { lecture: base.clone(), ecriture: base }
        };
        Ok(depot)
    }

    /// The door to read. Personal rows are read under a [`perimetre::Perimetre`].
    pub fn lecture(&self) -> &DatabaseConnection {
        &self.lecture
    }

    /// Several readings over one connection, all of the same instant: a connection is tried
    /// each time it goes back, which costs as much as a query. There are few of them: drop it
    /// before waiting for anything else, the trace first of all.
    ///
    /// # Errors
    /// When the store can't be reached.
    pub async fn instantane(&self) -> Result<DatabaseTransaction, DbErr> {
        match self.lecture.get_database_backend() {
            // Any transaction of SQLite is of one instant.
            DbBackend::Sqlite => self.lecture.begin().await,
            _ => {
                let (isolation, acces) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
                self.lecture.begin_with_config(Some(isolation), Some(acces)).await
            }
        }
    }

    /// The door to write. Handlers reach it through `guard::Ecriture`, once their write
    /// is announced in the journal; commands (import, demo) use it directly.
    pub fn ecriture(&self) -> &DatabaseConnection {
        &self.ecriture
    }

    /// Several writes that are done together or not at all. On SQLite it takes the pen from
    /// its first word: what it reads can't change under it.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn transaction(&self) -> Result<DatabaseTransaction, DbErr> {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
        self.ecriture.begin_with_options(options).await
    }
}

/// Created here rather than by SQLite, so that only the server can read it: SQLite gives its
/// `-wal` and `-shm` the rights of the store.
fn creer_sqlite(url: &str) -> Result<(), DbErr> {
    let lues: SqliteConnectOptions = url.parse().map_err(|e| DbErr::Custom(format!("{e}")))?;
    let chemin = lues.get_filename();
    let nommee = |cause| format!("{} : {}", chemin.display(), raison(&cause));
    creer_prive(chemin).map_err(nommee).map_err(DbErr::Custom)?;
    resserrer_sqlite(chemin).map_err(|refus| DbErr::Custom(refus.to_string()))
}

fn options_sqlite(url: &str, connexions: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // A file does not hang up: trying the connection before each query would only cost a
    // round trip to its thread.
    options.max_connections(connexions).min_connections(1).test_before_acquire(false);
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    options.sqlx_logging(false).record_stmt_in_spans(false).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
    });
    options
}

/// Personal data as JSON for a column of the store: on the département's own disk,
/// nothing leaves.
///
/// # Errors
/// Those of the JSON writer.
pub fn en_json<T: Nominatif + ?Sized>(valeur: &T) -> serde_json::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "the store is one of the two places that may seal")]
    serde_json::to_string(&Clair::new(valeur, Sceau::apposer()))
}
