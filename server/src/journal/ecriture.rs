//! The writer task: the only place where events become durable.
//!
//! It takes everything that waits, commits it once, then answers each caller. Under load the
//! next batch fills while this one reaches the disk (group commit), and a little longer when
//! many requests are on their way ([`super::attente`]).

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use reciproque_shared::journal::{Chaineur, Evenement, Maillon, Sorte, Tete};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout_at};

use super::attente::{Attente, Freres};
use super::base::Ecriture;
use super::compteurs::Compteurs;
use super::insertion::{Insertion, deposer};
use super::sceau::{Cle, Sceau};
use super::{JournalErreur, Recu, sonde, verification};

/// Most events committed at once. Beyond, callers wait for the next batch.
pub(super) const LOT_MAX: usize = 512;

type Reponse<T> = oneshot::Sender<Result<T, JournalErreur>>;

/// What callers ask of the writer.
pub(super) enum Demande {
    Inscrire(Box<Evenement>, Reponse<Recu>),
    Sceller(Reponse<Option<Sceau>>),
    Sonder(Reponse<()>),
    /// Seals and stops.
    Fermer(Reponse<()>),
}

/// What the batches wait for.
pub(super) struct Patience {
    pub attente: Attente,
    pub freres: Freres,
}

impl Patience {
    /// Lets the batch fill while more requests are on their way, for a bounded time. What asks
    /// for a seal or the end is not kept waiting.
    async fn laisser_venir(&self, demandes: &mut mpsc::Receiver<Demande>, lot: &mut Vec<Demande>) {
        let fin = Instant::now() + self.attente.duree;
        while self.attend(lot) {
            let place = LOT_MAX - lot.len();
            match timeout_at(fin, demandes.recv_many(lot, place)).await {
                Ok(recues) if recues > 0 => {}
                _ => return,
            }
        }
    }

    fn attend(&self, lot: &[Demande]) -> bool {
        !lot.is_empty()
            && lot.len() < self.attente.assez
            && self.freres.nombre() >= self.attente.freres
            && lot.iter().all(|demande| matches!(demande, Demande::Inscrire(..)))
    }
}

/// How often the head is sealed, while events arrive.
#[derive(Clone, Copy)]
pub(super) struct Cadence {
    /// In the file beside the key, which each seal replaces: what a cut of the very end can hide
    /// at most.
    pub temoin: Duration,
    /// In the store, where every seal stays.
    pub sceau: Duration,
}

fn horloge(chaque: Duration) -> Interval {
    let mut horloge = interval_at(Instant::now() + chaque, chaque);
    horloge.set_missed_tick_behavior(MissedTickBehavior::Delay);
    horloge
}

pub(super) struct Ecrivain {
    ecriture: Ecriture,
    cle: Arc<Cle>,
    insertion: Insertion,
    chaineur: Chaineur,
    /// The last head known to be on disk.
    acquise: Tete,
    /// Whether `chaineur` continues what is on disk; if not, the head is read again first.
    saine: bool,
    /// Whether the store and the key's folder know that this process goes on from `acquise`: until
    /// then nothing is added.
    ouverte: bool,
    scelle: u64,
    /// Position of the seal beside the key.
    temoigne: u64,
    compteurs: Arc<Compteurs>,
}

impl Ecrivain {
    /// Takes a chain, checks its end before adding to it, and opens it under the key.
    pub(super) async fn reprendre(
        ecriture: Ecriture,
        cle: Arc<Cle>,
        compteurs: Arc<Compteurs>,
    ) -> Result<Self, JournalErreur> {
        let chaine = ecriture.prendre_chaine().await?;
        let reprise = verification::reprendre(&ecriture.base, &cle, chaine, None).await?;
        compteurs.avancer(reprise.tete.seq);
        let mut ecrivain = Self {
            insertion: Insertion::new(ecriture.base.get_database_backend()),
            chaineur: Chaineur::new(reprise.tete, cle.chaine().clone()),
            acquise: reprise.tete,
            saine: true,
            ouverte: false,
            scelle: reprise.scelle,
            temoigne: reprise.scelle,
            ecriture,
            cle,
            compteurs,
        };
        // Where nothing can be written yet, the first event tries again.
        if let Err(erreur) = ecrivain.ouvrir().await {
            tracing::error!(%erreur, "le journal n'a pas pu être ouvert en écriture");
        }
        Ok(ecrivain)
    }

    /// Signs where this process goes on from: links after a clean stop, or in a chain that
    /// nobody opened, are not the server's.
    async fn ouvrir(&mut self) -> Result<(), JournalErreur> {
        self.deposer(Sorte::Ouverture).await?;
        self.ouverte = true;
        Ok(())
    }

    /// Until asked to stop, or until no one can ask anything any more.
    pub(super) async fn ecrire(
        mut self,
        mut demandes: mpsc::Receiver<Demande>,
        cadence: Cadence,
        patience: Patience,
    ) {
        let (mut temoins, mut sceaux) = (horloge(cadence.temoin), horloge(cadence.sceau));
        let mut lot = Vec::with_capacity(LOT_MAX);
        loop {
            tokio::select! {
                recues = demandes.recv_many(&mut lot, LOT_MAX) => {
                    patience.laisser_venir(&mut demandes, &mut lot).await;
                    let fermeture = self.traiter(&mut lot).await;
                    if recues == 0 || fermeture.is_some() {
                        return self.terminer(fermeture).await;
                    }
                }
                _ = temoins.tick() => {
                    if let Err(erreur) = self.temoigner() {
                        tracing::error!(%erreur, "le sceau n'a pas pu être gardé près de la clé");
                    }
                }
                _ = sceaux.tick() => {
                    if let Err(erreur) = self.sceller().await {
                        tracing::error!(%erreur, "le journal n'a pas pu être scellé");
                    }
                }
            }
        }
    }

    async fn terminer(mut self, fermeture: Option<Reponse<()>>) {
        let mut bilan = self.deposer(Sorte::Arret).await.map(drop);
        if let Err(erreur) = &bilan {
            tracing::error!(%erreur, "le journal n'a pas pu être scellé avant l'arrêt");
        }
        if let Err(erreur) = self.ecriture.base.close_by_ref().await {
            bilan = bilan.and(Err(erreur.into()));
        }
        drop(self);
        if let Some(reponse) = fermeture {
            let _ = reponse.send(bilan);
        }
    }

    /// Answers every request of the batch, in order. Gives back the one that asked to stop;
    /// those behind it learn from their dropped channel that the journal is closed.
    async fn traiter(&mut self, lot: &mut Vec<Demande>) -> Option<Reponse<()>> {
        let (mut evenements, mut reponses) = (Vec::with_capacity(lot.len()), Vec::with_capacity(lot.len()));
        let mut fermeture = None;
        let (mut sceller, mut sonder) = (Vec::new(), Vec::new());
        for demande in lot.drain(..) {
            match demande {
                Demande::Inscrire(evenement, reponse) => {
                    evenements.push(*evenement);
                    reponses.push(reponse);
                }
                Demande::Sceller(reponse) => sceller.push(reponse),
                Demande::Sonder(reponse) => sonder.push(reponse),
                Demande::Fermer(reponse) => {
                    fermeture = Some(reponse);
                    break;
                }
            }
        }
        self.inscrire(evenements, reponses).await;
        for reponse in sceller {
            let _ = reponse.send(self.sceller().await);
        }
        for reponse in sonder {
            let _ = reponse.send(sonde::sonder(&self.ecriture.base).await);
        }
        fermeture
    }

    async fn inscrire(&mut self, evenements: Vec<Evenement>, reponses: Vec<Reponse<Recu>>) {
        if evenements.is_empty() {
            return;
        }
        // A caller that went away no longer listens; its event is kept all the same.
        match self.valider(evenements).await {
            Ok(avant) => {
                for (rang, reponse) in (1..).zip(reponses) {
                    let _ = reponse.send(Ok(Recu { chaine: avant.chaine, seq: avant.seq + rang }));
                }
            }
            Err(erreur) => {
                tracing::error!(%erreur, "le journal n'a pas pu être écrit");
                for reponse in reponses {
                    let _ = reponse.send(Err(erreur.clone()));
                }
            }
        }
    }

    /// One commit for all. Gives the head they were chained to.
    async fn valider(&mut self, evenements: Vec<Evenement>) -> Result<Tete, JournalErreur> {
        if !self.saine {
            self.relire().await?;
        }
        if !self.ouverte {
            self.ouvrir().await?;
        }
        self.saine = false;
        let avant = self.acquise;
        let maillons: Vec<Maillon> =
            evenements.into_iter().map(|evenement| self.chaineur.chainer(evenement)).collect();
        self.insertion.inserer(&self.ecriture.base, avant.chaine, maillons).await?;
        self.acquise = self.chaineur.tete();
        self.saine = true;
        self.compteurs.lots.fetch_add(1, Ordering::Relaxed);
        self.compteurs.evenements.fetch_add(self.acquise.seq - avant.seq, Ordering::Relaxed);
        self.compteurs.avancer(self.acquise.seq);
        Ok(avant)
    }

    /// After a failed commit, no one knows what reached the disk: the store says.
    async fn relire(&mut self) -> Result<(), JournalErreur> {
        let chaine = self.ecriture.prendre_chaine().await?;
        let reprise =
            verification::reprendre(&self.ecriture.base, &self.cle, chaine, Some(self.acquise)).await?;
        self.chaineur = Chaineur::new(reprise.tete, self.cle.chaine().clone());
        self.acquise = reprise.tete;
        self.scelle = reprise.scelle;
        self.saine = true;
        // Another process may have held the chain meanwhile, and stopped.
        self.ouverte = false;
        Ok(())
    }

    /// Signs the head beside the key only, if it moved: one small file, whatever the traffic.
    fn temoigner(&mut self) -> Result<(), JournalErreur> {
        if self.acquise.seq != self.temoigne {
            self.cle.garder(&self.cle.sceller(self.acquise, Sorte::Courant))?;
            self.temoigne = self.acquise.seq;
        }
        Ok(())
    }

    /// Signs the head, if it moved since the last seal.
    async fn sceller(&mut self) -> Result<Option<Sceau>, JournalErreur> {
        if self.acquise.seq == self.scelle {
            return Ok(None);
        }
        self.deposer(Sorte::Courant).await.map(Some)
    }

    /// Signs the head, in the store and beside the key.
    async fn deposer(&mut self, sorte: Sorte) -> Result<Sceau, JournalErreur> {
        let sceau = self.cle.sceller(self.acquise, sorte);
        deposer(&self.ecriture.base, &sceau).await?;
        self.cle.garder(&sceau)?;
        (self.scelle, self.temoigne) = (sceau.tete.seq, sceau.tete.seq);
        Ok(sceau)
    }
}
