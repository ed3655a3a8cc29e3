//! A write: announced, done, its answer composed within the transaction, committed. Nothing that may
//! fail comes after the commit, so that what was done is never told, nor traced, as failed.

use std::sync::atomic::Ordering;

use futures_util::future::try_join_all;
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::trace::NumeroTrace;
use sea_orm::ActiveModelTrait as _;

use super::{Objet, Passage, Traced, retrait};
use crate::refus::Refus;

/// A write whose announcement is on disk: the door to write, and the way out.
#[must_use]
pub struct Ecriture<'a> {
    passage: &'a Passage,
    trace: Trace,
}

pub(super) enum Trace {
    Annoncee(NumeroTrace),
    /// Of an act that only takes access away, while the journal can't be written: kept in the store
    /// with what it is the trace of.
    Differee(Box<Evenement>),
}

impl Passage {
    /// Announces a write before it is done (write-ahead).
    ///
    /// # Errors
    /// When the trace can't be written: nothing is done.
    pub async fn annoncer(&self, objet: Objet) -> Result<Ecriture<'_>, Refus> {
        self.annoncer_pour(objet, None).await
    }

    /// Announces a write about several things, an event each, all of them on disk before it is done.
    ///
    /// # Errors
    /// When a trace can't be written: nothing is done.
    pub async fn annoncer_chacun(&self, objets: Vec<Objet>) -> Result<Ecriture<'_>, Refus> {
        let annonces =
            objets.into_iter().map(|objet| self.tracer(objet, self.droit.rubriques, Issue::Annonce, None));
        let traces = try_join_all(annonces).await?;
        let Some(premiere) = traces.into_iter().next() else { return self.annoncer(Objet::aucun()).await };
        self.annonce.store(premiere.seq, Ordering::Relaxed);
        Ok(Ecriture::nouvelle(self, Trace::Annoncee(premiere)))
    }

    /// The same, with what the event must say of the reason: a code or a digest, nothing personal.
    ///
    /// # Errors
    /// When the trace can't be written: nothing is done.
    pub async fn annoncer_pour(&self, objet: Objet, motif: Option<&str>) -> Result<Ecriture<'_>, Refus> {
        let trace = self.tracer(objet, self.droit.rubriques, Issue::Annonce, motif).await?;
        self.annonce.store(trace.seq, Ordering::Relaxed);
        Ok(Ecriture::nouvelle(self, Trace::Annoncee(trace)))
    }
}

impl<'a> Ecriture<'a> {
    pub(super) const fn nouvelle(passage: &'a Passage, trace: Trace) -> Self {
        Self { passage, trace }
    }

    /// Does `travail`, which writes and composes the answer through [`Passage::base`]: all of it or
    /// nothing.
    ///
    /// # Errors
    /// Those of `travail`, after which nothing is written; `IssueInconnue` when the store went away
    /// during the commit.
    pub async fn accomplir<T: Nominatif>(
        self,
        travail: impl Future<Output = Result<T, Refus>>,
    ) -> Result<Traced<T>, Refus> {
        let valeur = self.ecrire(travail).await?;
        self.valider().await?;
        Ok(self.aboutir(valeur))
    }

    /// The same for a creation, whose number its intention finds again: `travail` answers it first.
    ///
    /// # Errors
    /// Those of [`Self::accomplir`]; `Conflit` when the same intention was carried out meanwhile.
    pub async fn creer<T: Nominatif>(
        self,
        travail: impl Future<Output = Result<(i64, T), Refus>>,
    ) -> Result<Traced<T>, Refus> {
        let retenue = async {
            let (cree, valeur) = travail.await?;
            self.passage.retenir(cree).await?;
            Ok(valeur)
        };
        let valeur = self.ecrire(retenue).await?;
        self.valider().await?;
        self.passage.a_ete_cree();
        Ok(self.aboutir(valeur))
    }

    async fn ecrire<T>(&self, travail: impl Future<Output = Result<T, Refus>>) -> Result<T, Refus> {
        let base = self.passage.base();
        base.ecrire().await?;
        let issue = async {
            if let Trace::Differee(evenement) = &self.trace {
                retrait::ligne(evenement)?.insert(base).await?;
            }
            travail.await
        };
        let issue = issue.await;
        if issue.is_err() {
            base.rendre().await;
        }
        issue
    }

    async fn valider(&self) -> Result<(), Refus> {
        self.passage.base().valider().await.map_err(|cause| Refus::IssueInconnue(cause.into()))
    }

    fn aboutir<T: Nominatif>(self, valeur: T) -> Traced<T> {
        match self.trace {
            Trace::Annoncee(numero) => Traced::new(valeur, numero),
            Trace::Differee(_) => Traced::differee(valeur),
        }
    }
}
