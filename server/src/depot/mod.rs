//! The only folder that knows how the data are kept. SQLite by default (WAL, every
//! commit on disk, one writer, several readers); PostgreSQL by URL: same code, same
//! migrations.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use reciproque_shared::nominatif::{Clair, Nominatif, Sceau};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::fichier::{creer_prive, raison, resserrer_sqlite};
use porte::{Arret, Lourdes, Porte};
use sql::{Lecteurs, Locale};

pub mod annuaire;
pub mod ecart;
pub mod entite;
pub mod entretien;
mod migration;
pub mod objet;
mod ouverture;
pub mod perimetre;
mod porte;
pub mod reglage;
pub mod reunion;
pub mod sql;
pub mod verrou;

pub use ouverture::OuvertureErreur;
pub use porte::{LOURDES, Tenue};

/// Is told each statement that a store runs, values included: for tests and measures, never
/// for a log.
pub type Temoin = Arc<dyn Fn(&Statement) + Send + Sync>;

/// Readers of single files: more only queue on the two cores of a small server.
const LECTEURS: u32 = 4;
/// Connections of each door of PostgreSQL, which has cores of its own. They stay open, and all
/// serve in turn: the first statements of a new one cost ten times their price, and it would be
/// asked for when there is a crowd.
const CONNEXIONS: u32 = 6;

/// A database that gives no connection in this time is down: who asks is told so within 2 s.
pub const INJOIGNABLE: Duration = Duration::from_millis(1_500);

/// What the servers of one store do one at a time.
#[derive(Clone, Copy, Debug)]
pub enum Tache {
    Migrations = 1,
    Revues = 2,
    Brouillons = 3,
}

/// Class of the advisory locks of PostgreSQL that keep them apart.
const CLASSE_VERROU: i32 = 0x5243_5443;

/// Held until it is dropped; nothing on SQLite, whose store has one server.
async fn verrouiller(base: &DatabaseConnection, tache: Tache) -> Result<Option<DatabaseTransaction>, DbErr> {
    if base.get_database_backend() == DbBackend::Sqlite {
        return Ok(None);
    }
    let verrou = base.begin().await?;
    let requete = format!("SELECT pg_advisory_xact_lock({CLASSE_VERROU}, {})", tache as i32);
    verrou.execute_unprepared(&requete).await?;
    Ok(Some(verrou))
}

/// Servers that start together: one makes the schema, the others find it made.
async fn migrer(base: &DatabaseConnection) -> Result<(), OuvertureErreur> {
    let verrou = verrouiller(base, Tache::Migrations).await?;
    ouverture::reconnaitre(base).await?;
    migration::Migrateur::up(base, None).await?;
    drop(verrou);
    Ok(())
}

/// The store: a door to read, a door to write, and the doors of the heavy readings.
#[derive(Clone, Debug)]
pub struct Depot {
    lecture: Porte,
    lourdes: Lourdes,
    ecriture: DatabaseConnection,
    fichier: Option<Fichier>,
    lecteurs: Option<Arc<Lecteurs>>,
}

/// Where a SQLite store is.
#[derive(Clone)]
struct Fichier {
    chemin: Arc<Path>,
    temoin: Option<Temoin>,
}

impl fmt::Debug for Fichier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chemin.fmt(f)
    }
}

impl Depot {
    /// Opens the store and brings its schema up to date.
    ///
    /// # Errors
    /// When the store can't be reached, is of another age, or a migration fails.
    pub async fn ouvrir(url: &str) -> Result<Self, OuvertureErreur> {
        let (options, ecrivains, lecteurs, fichier) = if url.starts_with("sqlite:") {
            let fichier = Fichier { chemin: creer_sqlite(url)?, temoin: None };
            (options_sqlite as fn(&str, u32) -> ConnectOptions, 1, LECTEURS, Some(fichier))
        } else {
            (options_postgres as fn(&str, u32) -> ConnectOptions, CONNEXIONS, CONNEXIONS, None)
        };
        let ecriture = Database::connect(options(url, ecrivains)).await?;
        migrer(&ecriture).await?;
        let de_lecture = |connexions| {
            let mut options = options(url, connexions);
            options.map_sqlx_sqlite_opts(|sqlite| reglees(sqlite).pragma("query_only", "ON"));
            options
        };
        let lecture = Porte::ouvrir(de_lecture(lecteurs)).await?;
        let lourdes = Lourdes::ouvrir(|| de_lecture(1)).await?;
        let lecteurs = fichier.clone().map(Lecteurs::de);
        Ok(Self { lecture, lourdes, ecriture, fichier, lecteurs })
    }

    /// The same store, telling `temoin` what it runs.
    #[must_use]
    pub fn observe(mut self, temoin: &Temoin) -> Self {
        self.lecture.observer(temoin);
        self.lourdes.observer(temoin);
        observer(&mut self.ecriture, temoin);
        if let Some(fichier) = &mut self.fichier {
            fichier.temoin = Some(Arc::clone(temoin));
            self.lecteurs = Some(Lecteurs::de(fichier.clone()));
        }
        self
    }

    /// The door to read. Personal rows are read under a [`perimetre::Perimetre`].
    pub fn lecture(&self) -> &DatabaseConnection {
        self.lecture.base()
    }

    /// A reader for a heavy reading; nothing when all are held.
    pub fn lourde(&self) -> Option<Tenue> {
        self.lourdes.tenir()
    }

    /// The same store, read through that door.
    #[must_use]
    pub fn derriere(&self, tenue: &Tenue) -> Self {
        Self { lecture: tenue.porte().clone(), ..self.clone() }
    }

    /// Stops the statements that run behind the door to read, until the answer is dropped.
    pub async fn interrompre(&self) -> Result<Arret, DbErr> {
        self.lecture.interrompre(&self.ecriture).await
    }

    /// Several readings over one connection, all of the same instant: a connection is tried
    /// each time it goes back, which costs as much as a query. There are few of them: drop it
    /// before waiting for anything else, the trace first of all.
    pub async fn instantane(&self) -> Result<DatabaseTransaction, DbErr> {
        match self.lecture().get_database_backend() {
            // Any transaction of SQLite is of one instant.
            DbBackend::Sqlite => self.lecture().begin().await,
            _ => {
                let (isolation, acces) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
                self.lecture().begin_with_config(Some(isolation), Some(acces)).await
            }
        }
    }

    /// The door to write. Handlers reach it through `garde::Ecriture`, once their write
    /// is announced in the journal; commands (import, demo) use it directly.
    pub fn ecriture(&self) -> &DatabaseConnection {
        &self.ecriture
    }

    /// A door of its own to write in the thread that asks; none on PostgreSQL.
    ///
    /// # Errors
    /// When the file can't be opened.
    pub fn locale(&self) -> Result<Option<Locale>, DbErr> {
        self.fichier.as_ref().map(|lu| Locale::ouvrir(&lu.chemin, lu.temoin.clone())).transpose()
    }

    /// Its readers in the thread that asks; none on PostgreSQL.
    pub fn lecteurs(&self) -> Option<&Arc<Lecteurs>> {
        self.lecteurs.as_ref()
    }

    /// Waits until no other server of this store does the same, and keeps them waiting until what it
    /// gives is dropped. A SQLite store has one server.
    pub async fn seul(&self, tache: Tache) -> Result<Option<DatabaseTransaction>, DbErr> {
        verrouiller(&self.ecriture, tache).await
    }

    /// Several writes that are done together or not at all. On SQLite it takes the pen from
    /// its first word: what it reads can't change under it.
    pub async fn transaction(&self) -> Result<DatabaseTransaction, DbErr> {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
        self.ecriture.begin_with_options(options).await
    }
}

/// Tells `temoin` what this connection runs, and what its transactions do.
pub fn observer(base: &mut DatabaseConnection, temoin: &Temoin) {
    let temoin = Arc::clone(temoin);
    base.set_metric_callback(move |info| temoin(info.statement));
}

/// Created here rather than by SQLite, so that only the server can read it: SQLite gives its
/// `-wal` and `-shm` the rights of the store.
fn creer_sqlite(url: &str) -> Result<Arc<Path>, OuvertureErreur> {
    let lues: SqliteConnectOptions =
        url.parse().map_err(|illisible| OuvertureErreur::Fichier(format!("{illisible}")))?;
    let chemin = lues.get_filename();
    let nommee = |cause| format!("{} : {}", chemin.display(), raison(&cause));
    creer_prive(chemin).map_err(nommee).map_err(OuvertureErreur::Fichier)?;
    resserrer_sqlite(chemin)?;
    Ok(chemin.into())
}

fn options_postgres(url: &str, connexions: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connexions).min_connections(connexions);
    options.idle_timeout(None::<Duration>).sqlx_logging(false).acquire_timeout(INJOIGNABLE);
    options
}

fn options_sqlite(url: &str, connexions: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // A file does not hang up: trying the connection before each query would only cost a
    // round trip to its thread.
    options.max_connections(connexions).min_connections(1).test_before_acquire(false);
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    options.sqlx_logging(false).record_stmt_in_spans(false).map_sqlx_sqlite_opts(reglees);
    options
}

fn reglees(sqlite: SqliteConnectOptions) -> SqliteConnectOptions {
    sqlite
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
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
