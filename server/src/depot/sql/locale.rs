//! A connection of SQLite in the thread that asks: it answers at once.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::SecondsFormat;
use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::{Connection, OpenFlags, Statement as Prepare, ToSql};
use sea_orm::{DbBackend, DbErr, RuntimeErr, Statement, Value};

use super::{DeLigne, Ligne, Rangee, Sql};
use crate::depot::Temoin;

const PATIENCE: Duration = Duration::from_secs(10);
/// Texts kept prepared: more than any command has.
const PREPAREES: usize = 256;

/// Instructions of SQLite between two looks at the clock: some tenths of a millisecond.
const PAS: i32 = 10_000;

/// The same store by a door of its own, with the same settings: foreign keys, every commit on disk.
pub struct Locale {
    base: Mutex<Connection>,
    temoin: Option<Temoin>,
}

impl Locale {
    pub(in crate::depot) fn ouvrir(chemin: &Path, temoin: Option<Temoin>) -> Result<Self, DbErr> {
        let drapeaux = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let base = Connection::open_with_flags(chemin, drapeaux).map_err(echec)?;
        base.busy_timeout(PATIENCE).map_err(echec)?;
        base.pragma_update(None, "foreign_keys", true).map_err(echec)?;
        base.pragma_update(None, "synchronous", "FULL").map_err(echec)?;
        base.set_prepared_statement_cache_capacity(PREPAREES);
        Ok(Self { base: Mutex::new(base), temoin })
    }

    /// The same to read only: whatever is written meanwhile waits for nothing.
    pub(super) fn lire_seulement(chemin: &Path, temoin: Option<Temoin>) -> Result<Self, DbErr> {
        let lecteur = Self::ouvrir(chemin, temoin)?;
        lecteur.tenir().pragma_update(None, "query_only", true).map_err(echec)?;
        Ok(lecteur)
    }

    /// What runs past `limite` is stopped.
    pub(super) fn borner(&self, limite: Instant) -> Result<(), DbErr> {
        let passee = move || Instant::now() >= limite;
        self.tenir().progress_handler(PAS, Some(passee)).map_err(echec)
    }

    /// What has neither values nor rows.
    pub(super) fn ordonner(&self, ordre: &str) -> Result<(), DbErr> {
        self.tenir().prepare_cached(ordre).and_then(|mut ordre| ordre.raw_execute()).map(drop).map_err(echec)
    }

    fn tenir(&self) -> MutexGuard<'_, Connection> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lues<T: DeLigne>(&self, texte: &str, valeurs: &[Value]) -> Result<Vec<T>, DbErr> {
        let base = self.tenir();
        let mut requete = base.prepare_cached(texte).map_err(echec)?;
        lier(&mut requete, valeurs)?;
        let mut lignes = requete.raw_query();
        let mut toutes = Vec::new();
        while let Some(ligne) = lignes.next().map_err(echec)? {
            toutes.push(T::de_ligne(&Ligne::de(Rangee::Locale(ligne)))?);
        }
        Ok(toutes)
    }

    fn ecrites(&self, texte: &str, valeurs: &[Value]) -> Result<u64, DbErr> {
        let base = self.tenir();
        let mut requete = base.prepare_cached(texte).map_err(echec)?;
        lier(&mut requete, valeurs)?;
        Ok(requete.raw_execute().map_err(echec)? as u64)
    }

    /// Once it is done, as the other connections do.
    fn dire(&self, texte: &str, valeurs: &[Value]) {
        if let Some(temoin) = &self.temoin {
            temoin(&Statement::from_sql_and_values(DbBackend::Sqlite, texte, valeurs.iter().cloned()));
        }
    }
}

impl Sql for Locale {
    fn moteur(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn lignes<T: DeLigne + Send>(&self, texte: &str, valeurs: Vec<Value>) -> Result<Vec<T>, DbErr> {
        let toutes = self.lues(texte, &valeurs)?;
        self.dire(texte, &valeurs);
        Ok(toutes)
    }

    async fn executer(&self, texte: &str, valeurs: Vec<Value>) -> Result<u64, DbErr> {
        let ecrites = self.ecrites(texte, &valeurs)?;
        self.dire(texte, &valeurs);
        Ok(ecrites)
    }
}

/// SQLite numbers `$3` by its place in the text: the value is the one that its name says.
fn lier(requete: &mut Prepare<'_>, valeurs: &[Value]) -> Result<(), DbErr> {
    for rang in 1..=requete.parameter_count() {
        let nom = requete.parameter_name(rang).and_then(|nom| nom.strip_prefix('$')?.parse::<usize>().ok());
        let valeur = nom.and_then(|nom| valeurs.get(nom.checked_sub(1)?));
        let valeur =
            valeur.ok_or_else(|| DbErr::Custom("a text asks for a value that it was not given".into()))?;
        requete.raw_bind_parameter(rang, Liee(valeur)).map_err(echec)?;
    }
    Ok(())
}

/// A value as the store keeps it, and as sqlx writes it there.
struct Liee<'a>(&'a Value);

impl ToSql for Liee<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        fn ou_rien<'a, T>(valeur: Option<T>, lue: impl FnOnce(T) -> ToSqlOutput<'a>) -> ToSqlOutput<'a> {
            valeur.map_or(ToSqlOutput::from(Null), lue)
        }
        Ok(match self.0 {
            Value::Bool(valeur) => ou_rien(*valeur, ToSqlOutput::from),
            Value::Int(valeur) => ou_rien(*valeur, ToSqlOutput::from),
            Value::BigInt(valeur) => ou_rien(*valeur, ToSqlOutput::from),
            Value::String(valeur) => ou_rien(valeur.as_deref(), ToSqlOutput::from),
            Value::ChronoDate(valeur) => {
                ou_rien(*valeur, |jour| ToSqlOutput::from(jour.format("%F").to_string()))
            }
            Value::ChronoDateTime(valeur) => {
                ou_rien(*valeur, |instant| ToSqlOutput::from(instant.format("%F %T%.f").to_string()))
            }
            Value::ChronoDateTimeUtc(valeur) => ou_rien(*valeur, |instant| {
                ToSqlOutput::from(instant.to_rfc3339_opts(SecondsFormat::AutoSi, false))
            }),
            _ => return Err(rusqlite::Error::ToSqlConversionFailure("no column holds such a value".into())),
        })
    }
}

pub(super) fn echec(cause: rusqlite::Error) -> DbErr {
    DbErr::Query(RuntimeErr::Internal(cause.to_string()))
}
