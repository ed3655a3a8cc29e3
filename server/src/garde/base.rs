//! What a request reads and writes through: one connection. While it reads, of one instant; while
//! it writes, the transaction, so that what it answers is what it has just written.

use std::sync::Arc;
use std::time::Instant;

use reciproque_shared::habilitation::{Acte, Ampleur};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, Value,
};
use sea_orm_migration::async_trait::async_trait;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::depot::Depot;
use crate::depot::sql::{self, DeLigne, Sql};
use crate::refus::Refus;
use crate::serveur::{Extranet, Lecteur};

/// The acts all of whose readings are texts: they are read in the thread that asks.
const PAR_TEXTES: [Acte; 13] = [
    Acte::ConsulterAccueil,
    Acte::ConsulterDossier,
    Acte::RevelerNir,
    Acte::ConsulterCer,
    Acte::PreparerCer,
    Acte::ConsulterRendezVous,
    Acte::PreparerRendezVous,
    Acte::ConsulterDemande,
    Acte::ConsulterOrganisation,
    Acte::ConsulterParcours,
    Acte::ConsulterReorientation,
    Acte::ConsulterInstruction,
    Acte::ConsulterRapprochement,
];

/// What a request for this act reads through: what is heavy has a reader of its own.
pub(super) async fn connexion(app: &Extranet, acte: Acte) -> Result<(Base, Option<Lecteur>), Refus> {
    match acte.ampleur() {
        Ampleur::Fiche if PAR_TEXTES.contains(&acte) => {
            Ok((Base::par_textes(app.depot.clone(), Instant::now() + app.reglages.delai), None))
        }
        Ampleur::Fiche => Ok((Base::de(app.depot.clone()), None)),
        Ampleur::Ensemble => {
            let (depot, lecteur) = app.a_l_ecart().await?;
            Ok((Base::de(depot), Some(lecteur)))
        }
    }
}

/// The connection of one request, shared by all that works for it.
#[derive(Clone)]
pub struct Base(Arc<Interieur>);

struct Interieur {
    depot: Depot,
    /// Until when it reads by texts in the thread that asks, if it does.
    par_textes: Option<Instant>,
    ouverte: RwLock<Option<Ouverte>>,
}

enum Ouverte {
    /// Reads only.
    Instant(DatabaseTransaction),
    /// Reads only, by texts, in the thread that asks.
    Locale(sql::Instant),
    Ecriture(DatabaseTransaction),
}

impl Ouverte {
    fn transaction(&self) -> Result<&DatabaseTransaction, DbErr> {
        match self {
            Self::Instant(transaction) | Self::Ecriture(transaction) => Ok(transaction),
            // By another connection it would be of another instant.
            Self::Locale(_) => Err(DbErr::Custom("this call reads by texts only".to_owned())),
        }
    }
}

impl Base {
    /// Nothing is asked of the store before the first reading.
    pub fn de(depot: Depot) -> Self {
        Self(Arc::new(Interieur { depot, par_textes: None, ouverte: RwLock::new(None) }))
    }

    /// The same for a call that reads little, all of it by texts, and writes nothing.
    fn par_textes(depot: Depot, limite: Instant) -> Self {
        Self(Arc::new(Interieur { depot, par_textes: Some(limite), ouverte: RwLock::new(None) }))
    }

    /// The store that it reads.
    pub fn depot(&self) -> &Depot {
        &self.0.depot
    }

    /// Gives the connection back before something else is waited for, the trace or a digest of a
    /// password: there are few. What is read later is of a later instant; what was not committed is
    /// undone.
    pub async fn rendre(&self) {
        drop(self.0.ouverte.write().await.take());
    }

    /// From here on it writes, until [`Self::valider`] or [`Self::rendre`].
    pub(super) async fn ecrire(&self) -> Result<(), DbErr> {
        // The reader goes back first: who waits for the pen holds nothing.
        self.rendre().await;
        let transaction = self.0.depot.transaction().await?;
        *self.0.ouverte.write().await = Some(Ouverte::Ecriture(transaction));
        Ok(())
    }

    /// Commits what was written.
    ///
    /// # Errors
    /// When the store does not say that it is done: perhaps it is.
    pub(super) async fn valider(&self) -> Result<(), DbErr> {
        match self.0.ouverte.write().await.take() {
            Some(Ouverte::Ecriture(transaction)) => transaction.commit().await,
            Some(Ouverte::Instant(_) | Ouverte::Locale(_)) | None => {
                Err(DbErr::Custom("nothing is being written".to_owned()))
            }
        }
    }

    async fn ouverte(&self) -> Result<RwLockReadGuard<'_, Ouverte>, DbErr> {
        let mut place = self.0.ouverte.read().await;
        if place.is_none() {
            drop(place);
            let mut libre = self.0.ouverte.write().await;
            if libre.is_none() {
                *libre = Some(self.commencer().await?);
            }
            place = RwLockWriteGuard::downgrade(libre);
        }
        RwLockReadGuard::try_map(place, Option::as_ref)
            .map_err(|_| DbErr::Custom("the connection of this request went away".to_owned()))
    }

    async fn commencer(&self) -> Result<Ouverte, DbErr> {
        match self.0.depot.lecteurs().zip(self.0.par_textes) {
            Some((lecteurs, limite)) => Ok(Ouverte::Locale(lecteurs.tenir(limite)?)),
            None => Ok(Ouverte::Instant(self.0.depot.instantane().await?)),
        }
    }
}

impl Sql for Base {
    fn moteur(&self) -> DbBackend {
        self.get_database_backend()
    }

    async fn lignes<T: DeLigne + Send>(&self, texte: &str, valeurs: Vec<Value>) -> Result<Vec<T>, DbErr> {
        match &*self.ouverte().await? {
            Ouverte::Locale(lecteur) => lecteur.lignes(texte, valeurs).await,
            ouverte => ouverte.transaction()?.lignes(texte, valeurs).await,
        }
    }

    async fn executer(&self, texte: &str, valeurs: Vec<Value>) -> Result<u64, DbErr> {
        self.ouverte().await?.transaction()?.executer(texte, valeurs).await
    }
}

#[async_trait]
impl ConnectionTrait for Base {
    fn get_database_backend(&self) -> DbBackend {
        self.0.depot.lecture().get_database_backend()
    }

    async fn execute_raw(&self, requete: Statement) -> Result<ExecResult, DbErr> {
        self.ouverte().await?.transaction()?.execute_raw(requete).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.ouverte().await?.transaction()?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, requete: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.ouverte().await?.transaction()?.query_one_raw(requete).await
    }

    async fn query_all_raw(&self, requete: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.ouverte().await?.transaction()?.query_all_raw(requete).await
    }
}
