//! The doors to read. Behind each, a few connections, and a bell: when it rings, the statements
//! that run behind that door are stopped by the engine itself. A heavy reading has a door of its
//! own, with one connection, so that it can neither hold the readers of single files nor be
//! stopped for another.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};

use super::{Temoin, observer};

/// Readings of lists at once, each on its reader: one fewer than the readers of single files.
pub const LOURDES: u32 = 3;
/// Steps of SQLite's machine between two looks at the bell: less than a millisecond.
const PAS: i32 = 10_000;
/// The statements of a door that PostgreSQL is told to give up; those that began a moment ago are
/// not what holds a request beyond its limit.
const ABANDON: &str = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = $1 \
     AND state = 'active' AND query_start < clock_timestamp() - interval '500 milliseconds'";

/// Tells the doors of this process, and those of another one, apart.
static SUIVANTE: AtomicU32 = AtomicU32::new(0);

/// A door to read.
#[derive(Clone, Debug)]
pub struct Porte {
    base: DatabaseConnection,
    sonnette: Sonnette,
    /// Under which PostgreSQL knows its connections.
    nom: Arc<str>,
}

/// How many want what runs behind the door to stop.
#[derive(Clone, Debug, Default)]
pub struct Sonnette(Arc<AtomicUsize>);

/// The bell rings as long as this lives.
#[must_use]
pub struct Arret(Sonnette);

impl Sonnette {
    /// Has the statements of these connections look at the bell.
    pub fn poser(&self, options: &mut ConnectOptions) {
        let sonnette = self.clone();
        options.map_sqlx_sqlite_pool_opts(move |pool| {
            let sonnette = sonnette.clone();
            pool.after_connect(move |connexion, _| {
                let sonnette = sonnette.clone();
                Box::pin(async move {
                    let mut prise = connexion.lock_handle().await?;
                    prise.set_progress_handler(PAS, move || sonnette.0.load(Ordering::Relaxed) == 0);
                    Ok(())
                })
            })
        });
    }

    /// Rings.
    pub fn sonner(&self) -> Arret {
        self.0.fetch_add(1, Ordering::Relaxed);
        Arret(self.clone())
    }
}

impl Drop for Arret {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Porte {
    pub async fn ouvrir(mut options: ConnectOptions) -> Result<Self, DbErr> {
        let sonnette = Sonnette::default();
        sonnette.poser(&mut options);
        let rang = SUIVANTE.fetch_add(1, Ordering::Relaxed);
        let nom: Arc<str> = format!("reciproque-{}-{rang}", std::process::id()).into();
        let sien = Arc::clone(&nom);
        options.map_sqlx_postgres_opts(move |postgres| postgres.application_name(&sien));
        Ok(Self { base: Database::connect(options).await?, sonnette, nom })
    }

    pub fn base(&self) -> &DatabaseConnection {
        &self.base
    }

    /// Has `temoin` told what runs behind this door.
    pub fn observer(&mut self, temoin: &Temoin) {
        observer(&mut self.base, temoin);
    }

    /// Stops what runs behind this door: SQLite as long as the bell rings, PostgreSQL at once,
    /// told by another door since this one is held.
    pub async fn interrompre(&self, autre: &DatabaseConnection) -> Result<Arret, DbErr> {
        if autre.get_database_backend() == DbBackend::Postgres {
            let nom = [self.nom.as_ref().into()];
            autre.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, ABANDON, nom)).await?;
        }
        Ok(self.sonnette.sonner())
    }
}

/// The doors of the heavy readings, those that nobody holds.
#[derive(Clone, Debug)]
pub struct Lourdes(Arc<Mutex<Vec<Porte>>>);

/// A door that one heavy reading holds.
pub struct Tenue {
    porte: Porte,
    toutes: Lourdes,
}

impl Lourdes {
    pub async fn ouvrir(options: impl Fn() -> ConnectOptions) -> Result<Self, DbErr> {
        let mut portes = Vec::new();
        for _ in 0..LOURDES {
            let mut options = options();
            options.max_connections(1).min_connections(0);
            portes.push(Porte::ouvrir(options).await?);
        }
        Ok(Self(Arc::new(Mutex::new(portes))))
    }

    /// Has `temoin` told what runs behind each of them.
    pub fn observer(&self, temoin: &Temoin) {
        let mut portes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        portes.iter_mut().for_each(|porte| porte.observer(temoin));
    }

    /// One of the doors; nothing when all are held.
    pub fn tenir(&self) -> Option<Tenue> {
        let porte = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
        Some(Tenue { porte, toutes: self.clone() })
    }
}

impl Tenue {
    pub fn porte(&self) -> &Porte {
        &self.porte
    }
}

impl Drop for Tenue {
    fn drop(&mut self) {
        self.toutes.0.lock().unwrap_or_else(PoisonError::into_inner).push(self.porte.clone());
    }
}
