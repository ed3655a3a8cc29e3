//! Readers of SQLite in the thread that asks: what is short is read at once, where a statement sent
//! to a thread of the pool and back costs more than it takes.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time;

use sea_orm::{DbBackend, DbErr, Value};

use super::{DeLigne, Locale, Sql};
use crate::depot::Fichier;

/// Kept open between two requests: a thread has one in hand, and there are few threads.
const GARDES: usize = 16;

/// The readers of one store.
pub struct Lecteurs {
    fichier: Fichier,
    libres: Mutex<Vec<Locale>>,
}

impl fmt::Debug for Lecteurs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fichier.fmt(f)
    }
}

impl Lecteurs {
    pub(in crate::depot) fn de(fichier: Fichier) -> Arc<Self> {
        Arc::new(Self { fichier, libres: Mutex::default() })
    }

    /// One reader: all that it reads is of one instant, that of its first reading. What it reads past
    /// `limite` fails.
    pub fn tenir(self: &Arc<Self>, limite: time::Instant) -> Result<Instant, DbErr> {
        let libre = self.libres.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let lecteur = match libre {
            Some(lecteur) => lecteur,
            None => Locale::lire_seulement(&self.fichier.chemin, self.fichier.temoin.clone())?,
        };
        lecteur.borner(limite)?;
        lecteur.ordonner("BEGIN")?;
        Ok(Instant { lecteur: Some(lecteur), rendu_a: Arc::clone(self) })
    }

    fn reprendre(&self, lecteur: Locale) {
        let mut libres = self.libres.lock().unwrap_or_else(PoisonError::into_inner);
        if libres.len() < GARDES {
            libres.push(lecteur);
        }
    }
}

/// A reader in hand.
pub struct Instant {
    lecteur: Option<Locale>,
    rendu_a: Arc<Lecteurs>,
}

impl Instant {
    fn lecteur(&self) -> Result<&Locale, DbErr> {
        self.lecteur.as_ref().ok_or_else(|| DbErr::Custom("this reader was given back".to_owned()))
    }
}

impl Drop for Instant {
    fn drop(&mut self) {
        // One that does not end what it read is not kept.
        if let Some(lecteur) = self.lecteur.take().filter(|lecteur| lecteur.ordonner("COMMIT").is_ok()) {
            self.rendu_a.reprendre(lecteur);
        }
    }
}

impl Sql for Instant {
    fn moteur(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn lignes<T: DeLigne + Send>(&self, texte: &str, valeurs: Vec<Value>) -> Result<Vec<T>, DbErr> {
        self.lecteur()?.lignes(texte, valeurs).await
    }

    async fn executer(&self, texte: &str, valeurs: Vec<Value>) -> Result<u64, DbErr> {
        self.lecteur()?.executer(texte, valeurs).await
    }
}
