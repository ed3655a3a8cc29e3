//! When the writer lets a batch fill: one fsync then serves many views.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// How long a batch may fill, and when it is worth it (PostgreSQL: `commit_delay`,
/// `commit_siblings`).
#[derive(Clone, Copy)]
pub(super) struct Attente {
    /// Longest wait of an event for those that follow it.
    pub duree: Duration,
    /// Events that are enough: nothing more is waited for.
    pub assez: usize,
    /// Fewer requests on their way are not waited for: they would bring little.
    pub freres: usize,
}

/// Below what anybody notices, and long enough for one core to bring 16 views.
pub(super) const ATTENTE: Attente = Attente { duree: Duration::from_millis(20), assez: 24, freres: 12 };

/// The requests on their way to their trace.
#[derive(Clone, Debug, Default)]
pub(super) struct Freres(Arc<AtomicUsize>);

impl Freres {
    pub(super) fn nombre(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn partir(&self) -> EnRoute {
        self.0.fetch_add(1, Ordering::Relaxed);
        EnRoute { freres: self.clone(), arrive: AtomicBool::new(false) }
    }
}

/// A request on its way to its trace, until it arrives or is dropped. Only a hint to the
/// writer: whoever appends without it is written all the same.
#[derive(Debug)]
pub struct EnRoute {
    freres: Freres,
    arrive: AtomicBool,
}

impl EnRoute {
    /// The event is about to be handed over: nobody waits for this request any more.
    pub fn arriver(&self) {
        if !self.arrive.swap(true, Ordering::Relaxed) {
            self.freres.0.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Drop for EnRoute {
    fn drop(&mut self) {
        self.arriver();
    }
}
