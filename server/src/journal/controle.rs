//! Whole verifications asked from the desk: in the background, one at a time, while the server
//! goes on. Who asks during one joins it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use reciproque_shared::journal::{Bilan, Rupture};
use tokio::sync::Notify;

use super::base::{self, Usage};
use super::compteurs::Progres;
use super::repere::Repere;
use super::sceau::Sceau;
use super::{Journal, JournalErreur, indexation, lecture, verification};

/// What a whole verification found.
#[derive(Clone, Debug)]
pub struct Controle {
    pub fini_a: DateTime<Utc>,
    pub duree: Duration,
    pub issue: IssueControle,
    /// In how many places the index of the searches differs from a chain that verifies.
    pub ecarts: u64,
}

#[derive(Clone, Debug)]
pub enum IssueControle {
    Intact(Vec<EtatDeChaine>),
    Rompu(Rupture),
    /// The store could not be read to its end; the logs say why.
    Impossible,
}

/// A chain that verifies.
#[derive(Clone, Debug)]
pub struct EtatDeChaine {
    pub bilan: Bilan,
    pub sceau: Option<Sceau>,
    pub purge: Option<Repere>,
}

/// A verification under way.
#[derive(Clone, Debug)]
pub struct EnCours {
    pub depuis: DateTime<Utc>,
    pub progres: Arc<Progres>,
}

/// The verification under way, and what the last one found.
#[derive(Clone, Debug, Default)]
pub struct Suivi {
    pub en_cours: Option<EnCours>,
    pub dernier: Option<Controle>,
}

#[derive(Default)]
pub(super) struct Controles {
    suivi: Mutex<Suivi>,
    fini: Notify,
}

impl Controles {
    fn suivi(&self) -> MutexGuard<'_, Suivi> {
        self.suivi.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing when one is under way already.
    fn commencer(&self, depuis: DateTime<Utc>) -> Option<Arc<Progres>> {
        let mut suivi = self.suivi();
        if suivi.en_cours.is_some() {
            return None;
        }
        let progres = Arc::<Progres>::default();
        suivi.en_cours = Some(EnCours { depuis, progres: progres.clone() });
        Some(progres)
    }

    fn finir(&self, controle: Controle) {
        let mut suivi = self.suivi();
        suivi.en_cours = None;
        suivi.dernier = Some(controle);
        drop(suivi);
        self.fini.notify_waiters();
    }
}

impl Journal {
    /// Begins a verification of every chain at this instant, or joins the one under way.
    pub fn demander_controle(&self, depuis: DateTime<Utc>) {
        let Some(progres) = self.controles.commencer(depuis) else { return };
        let journal = self.clone();
        tokio::spawn(async move {
            let debut = Instant::now();
            let travail = journal.clone();
            let issue = tokio::spawn(async move { travail.controler(&progres).await }).await;
            let (issue, ecarts) = issue.unwrap_or(Err(JournalErreur::Ferme)).unwrap_or_else(|erreur| {
                tracing::error!(%erreur, "le journal n’a pas pu être vérifié");
                (IssueControle::Impossible, 0)
            });
            let duree = debut.elapsed();
            let fini_a = depuis + TimeDelta::from_std(duree).unwrap_or_default();
            journal.controles.finir(Controle { fini_a, duree, issue, ecarts });
        });
    }

    /// The verification under way, and what the last one of this server found.
    #[must_use]
    pub fn suivi(&self) -> Suivi {
        self.controles.suivi().clone()
    }

    /// Waits for the end of the verification under way, if there is one.
    pub async fn attendre_controle(&self) {
        let fini = self.controles.fini.notified();
        if self.suivi().en_cours.is_some() {
            fini.await;
        }
    }

    /// A broken chain is an answer; so is an index that differs from a whole one.
    async fn controler(&self, progres: &Arc<Progres>) -> Result<(IssueControle, u64), JournalErreur> {
        // A connection of its own: a long reading keeps none of those that serve.
        let base = base::connecter(&self.url, Usage::Lecture).await?;
        let bilans = verification::verifier((&self.url, &base), &self.cle, &[], progres).await;
        let ecarts = match &bilans {
            Ok(_) => indexation::ecarts(&base).await?,
            Err(_) => 0,
        };
        base.close().await?;
        match bilans {
            Ok(bilans) => Ok((self.etats(bilans).await?, ecarts)),
            Err(JournalErreur::Rompu(rupture)) => Ok((IssueControle::Rompu(rupture), 0)),
            Err(erreur) => Err(erreur),
        }
    }

    async fn etats(&self, bilans: Vec<Bilan>) -> Result<IssueControle, JournalErreur> {
        let mut chaines = Vec::with_capacity(bilans.len());
        for bilan in bilans {
            let sceau = lecture::dernier_sceau(&self.lecture, bilan.tete.chaine).await?;
            let purge = lecture::dernier_repere(&self.lecture, bilan.tete.chaine).await?;
            chaines.push(EtatDeChaine { bilan, sceau, purge });
        }
        Ok(IssueControle::Intact(chaines))
    }
}
