//! What the writer counts, and how far a verification is.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// Events beyond the index at which the task is woken rather than waited for.
const REVEIL: u64 = 1_000;

/// What the writer has done since it started.
#[derive(Debug, Default)]
pub struct Compteurs {
    pub(super) evenements: AtomicU64,
    pub(super) lots: AtomicU64,
    /// The last link of the chain of this process, and the last one that is indexed.
    tete: AtomicU64,
    indexe: AtomicU64,
    reveil: Notify,
}

impl Compteurs {
    /// Events on disk.
    #[must_use]
    pub fn evenements(&self) -> u64 {
        self.evenements.load(Ordering::Relaxed)
    }

    /// Commits that carried them: one fsync each.
    #[must_use]
    pub fn lots(&self) -> u64 {
        self.lots.load(Ordering::Relaxed)
    }

    /// The chain ends there, on disk.
    pub(super) fn avancer(&self, tete: u64) {
        self.tete.store(tete, Ordering::Relaxed);
        if self.a_indexer() >= REVEIL {
            self.reveil.notify_one();
        }
    }

    /// The chain is indexed up to there.
    pub(super) fn indexer(&self, seq: u64) {
        self.indexe.store(seq, Ordering::Relaxed);
    }

    /// Events of this process's chain that a search goes through one by one.
    #[must_use]
    pub fn a_indexer(&self) -> u64 {
        self.tete.load(Ordering::Relaxed).saturating_sub(self.indexe.load(Ordering::Relaxed))
    }

    /// Until there are many of them.
    pub(super) async fn attendre_a_indexer(&self) {
        self.reveil.notified().await;
    }
}

/// How far a verification is.
#[derive(Debug, Default)]
pub struct Progres {
    faits: AtomicU64,
    sur: AtomicU64,
}

impl Progres {
    pub(super) fn avancer(&self) {
        self.faits.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn viser(&self, nombre: u64) {
        self.sur.store(nombre, Ordering::Relaxed);
    }

    /// Links checked, and links there were when it began.
    #[must_use]
    pub fn lire(&self) -> (u64, u64) {
        (self.faits.load(Ordering::Relaxed), self.sur.load(Ordering::Relaxed))
    }
}
