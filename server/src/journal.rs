//! The journal: a trace that is on disk before anything leaves, and that can't be altered unseen.
//!
//! One writer task owns the store ([`ecriture`]); everyone else holds a [`Journal`] and waits for
//! `append`. Events are chained (`shared::journal`) and the head is signed ([`sceau`]). What searches need
//! is indexed apart ([`indexation`]).

mod attente;
mod base;
mod bornes;
pub mod commande;
mod compteurs;
mod controle;
mod dernieres;
mod document;
mod droits;
mod ecriture;
mod erreur;
mod fichier;
mod indexation;
mod insertion;
mod lecture;
mod purge;
mod recherche;
mod repere;
mod sceau;
mod schema;
mod sonde;
mod suite;
#[cfg(test)]
mod tests;
mod verification;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reciproque_shared::journal::{Bilan, Evenement};
use sea_orm::DatabaseConnection;
use tokio::sync::{mpsc, oneshot};

pub use attente::EnRoute;
pub use compteurs::Compteurs;
pub use controle::{Controle, EnCours, EtatDeChaine, IssueControle, Suivi};
pub use dernieres::Consultation;
pub use document::{Attestation, SignatureDocument};
pub use droits::Exigence;
pub use erreur::JournalErreur;
pub use lecture::Inscription;
pub use purge::Plan;
pub use recherche::{Compte, Filtre};
pub use repere::Repere;
pub use sceau::{Cle, Export, Sceau};

use attente::{ATTENTE, Attente, Freres};
use base::{Qui, Usage};
use controle::Controles;
use ecriture::{Cadence, Demande, Ecrivain, LOT_MAX, Patience};
use indexation::Indexation;

use crate::depot::{Temoin, observer};

/// How often the head is sealed, while events arrive.
const CADENCE: Cadence = Cadence { temoin: Duration::from_secs(10), sceau: Duration::from_secs(60) };

/// The operator has the machine: the journal says that it was one of its commands.
pub const CLIENT_COMMANDE: &str = "commande du serveur";

/// Handle on the journal: cheap to clone, shared by all requests.
#[derive(Clone)]
pub struct Journal {
    demandes: mpsc::Sender<Demande>,
    url: Arc<str>,
    lecture: DatabaseConnection,
    cle: Arc<Cle>,
    compteurs: Arc<Compteurs>,
    freres: Freres,
    chaine: u32,
    controles: Arc<Controles>,
    indexation: Arc<Indexation>,
    /// Keeps nothing: what the views cost without their trace (`make bench` only).
    #[cfg(feature = "mesure")]
    muet: bool,
}

/// Where an event was written. `seq` is what a later event puts in `lie_a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recu {
    pub chaine: u32,
    pub seq: u64,
}

impl Journal {
    /// Opens the store at `url` for writing, creates it and the key at `cle` the first time, and
    /// checks the end of the chain. On PostgreSQL the account must be one that can only add and
    /// read.
    ///
    /// # Errors
    /// Another process writes there already, the store or the key can't be used, the account could
    /// alter what it writes, or the chain is broken.
    pub async fn ouvrir(url: &str, cle: &Path) -> Result<Self, JournalErreur> {
        Self::ouvrir_sous(url, cle, Exigence::Stricte).await
    }

    /// The same, under any account of PostgreSQL if the operator says so.
    ///
    /// # Errors
    /// Those of [`Self::ouvrir`].
    pub async fn ouvrir_sous(url: &str, cle: &Path, exigence: Exigence) -> Result<Self, JournalErreur> {
        Self::ouvrir_pour(Qui::Serveur, (url, exigence), cle, ATTENTE).await
    }

    /// Opens the store for a command that must leave its trace whether the server runs or
    /// not: a chain of its own.
    ///
    /// # Errors
    /// Those of [`Self::ouvrir`]; another command is writing.
    pub async fn ouvrir_pour_une_commande(url: &str, cle: &Path) -> Result<Self, JournalErreur> {
        Self::ouvrir_pour(Qui::Commande, (url, Exigence::Levee), cle, ATTENTE).await
    }

    async fn ouvrir_pour(
        qui: Qui,
        (url, exigence): (&str, Exigence),
        cle: &Path,
        attente: Attente,
    ) -> Result<Self, JournalErreur> {
        let ecriture = base::ouvrir(url, qui, exigence).await?;
        let chaine = ecriture.prendre_chaine().await?;
        let lecture = base::connecter(url, Usage::Lecture).await?;
        let cle = Arc::new(ouvrir_cle(&lecture, cle).await?);
        base::passer_sous_la_cle(&ecriture.base, (url, &lecture), &cle).await?;
        let compteurs = Arc::new(Compteurs::default());
        let ecrivain = Ecrivain::reprendre(ecriture, cle.clone(), compteurs.clone()).await?;
        let indexation = Arc::new(Indexation::ouvrir(url, chaine, compteurs.clone()).await?);
        let (demandes, recues) = mpsc::channel(LOT_MAX);
        let freres = Freres::default();
        let patience = Patience { attente, freres: freres.clone() };
        tokio::spawn(ecrivain.ecrire(recues, CADENCE, patience));
        Ok(Self {
            demandes,
            url: url.into(),
            lecture,
            cle,
            compteurs,
            freres,
            chaine,
            controles: Arc::default(),
            indexation,
            #[cfg(feature = "mesure")]
            muet: false,
        })
    }

    /// The same journal, telling `temoin` what its readings run.
    #[must_use]
    pub fn observe(mut self, temoin: &Temoin) -> Self {
        observer(&mut self.lecture, temoin);
        self
    }

    /// The same journal, keeping nothing.
    #[cfg(feature = "mesure")]
    #[must_use]
    pub fn muet(&self) -> Self {
        Self { muet: true, ..self.clone() }
    }

    /// The chain that this process took when it opened the journal: no other writes it.
    #[must_use]
    pub fn chaine(&self) -> u32 {
        self.chaine
    }

    /// A request sets out that will append an event: while several are on their way, a commit
    /// may wait for them a moment.
    #[must_use]
    pub fn en_route(&self) -> EnRoute {
        self.freres.partir()
    }

    /// Adds an event. Returns only when it is on disk; on an error, take it as not written.
    ///
    /// # Errors
    /// The store did not take it. Nothing personal may leave then.
    pub async fn append(&self, evenement: Evenement) -> Result<Recu, JournalErreur> {
        #[cfg(feature = "mesure")]
        if self.muet {
            return Ok(Recu { chaine: 0, seq: 1 });
        }
        self.demander(|reponse| Demande::Inscrire(Box::new(evenement), reponse)).await
    }

    /// Signs the head now; nothing when the last seal already covers it.
    pub async fn sceller(&self) -> Result<Option<Sceau>, JournalErreur> {
        self.demander(Demande::Sceller).await
    }

    /// Writes what waits, seals and stops; the store can be opened again afterwards.
    ///
    /// # Errors
    /// The last seal could not be kept; the events are there.
    pub async fn fermer(&self) -> Result<(), JournalErreur> {
        self.demander(Demande::Fermer).await
    }

    /// When traces were last destroyed.
    pub async fn derniere_purge(&self) -> Result<Option<DateTime<Utc>>, JournalErreur> {
        Ok(lecture::derniere_purge(&self.lecture).await?)
    }

    /// The last seal of every chain, as it leaves the machine.
    pub async fn exporter(&self) -> Result<Export, JournalErreur> {
        exporter(&self.lecture, &self.cle).await
    }

    /// Checks every chain from its beginning.
    ///
    /// # Errors
    /// [`JournalErreur::Rompu`] with the first broken position.
    pub async fn verifier(&self) -> Result<Vec<Bilan>, JournalErreur> {
        verification::verifier((&self.url, &self.lecture), &self.cle, &[], &Arc::default()).await
    }

    #[must_use]
    pub fn compteurs(&self) -> &Compteurs {
        &self.compteurs
    }

    async fn demander<T>(
        &self,
        demande: impl FnOnce(oneshot::Sender<Result<T, JournalErreur>>) -> Demande,
    ) -> Result<T, JournalErreur> {
        let (reponse, attente) = oneshot::channel();
        self.demandes.send(demande(reponse)).await.map_err(|_| JournalErreur::Ferme)?;
        attente.await.map_err(|_| JournalErreur::Ferme)?
    }
}

async fn exporter(base: &DatabaseConnection, cle: &Cle) -> Result<Export, JournalErreur> {
    let mut sceaux = Vec::new();
    for chaine in lecture::chaines_scellees(base).await? {
        sceaux.extend(lecture::dernier_sceau(base, chaine).await?);
    }
    Ok(Export { cle_publique: cle.publique(), sceaux })
}

/// A new key is drawn only for a new journal: it could check nothing of one that has begun.
async fn ouvrir_cle(base: &DatabaseConnection, chemin: &Path) -> Result<Cle, JournalErreur> {
    if chemin.exists() {
        return Cle::ouvrir(chemin);
    }
    if lecture::deja_commence(base).await? {
        return Err(JournalErreur::CleAbsente(chemin.to_owned()));
    }
    Cle::creer(chemin)
}
