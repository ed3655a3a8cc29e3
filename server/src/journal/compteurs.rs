//! What the writer counts, and how far a verification is.

use std::sync::atomic::{AtomicU64, Ordering};

/// What the writer has done since it started.
#[derive(Debug, Default)]
pub struct Compteurs {
    pub(super) evenements: AtomicU64,
    pub(super) lots: AtomicU64,
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
