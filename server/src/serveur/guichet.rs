//! How many works go on at once, and how many wait for their turn. Beyond, who comes is told so
//! at once (503, `Retry-After`): a queue without an end answers everybody too late.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::refus::Refus;

/// How many at once, how many behind them, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Capacite {
    pub places: u32,
    pub file: u32,
    pub patience: Duration,
}

/// A counter in front of some work.
pub struct Guichet {
    capacite: Capacite,
    places: Arc<Semaphore>,
    file: Semaphore,
}

/// The right to work, given back when it is dropped: it goes with the work.
pub struct Place {
    _permis: OwnedSemaphorePermit,
}

impl Guichet {
    pub fn new(capacite: Capacite) -> Self {
        let places = Arc::new(Semaphore::new(capacite.places as usize));
        Self { capacite, places, file: Semaphore::new(capacite.file as usize) }
    }

    /// A place, now or soon.
    ///
    /// # Errors
    /// `Sature` when the queue is full, or its head did not come in time.
    pub async fn entrer(&self) -> Result<Place, Refus> {
        if let Ok(permis) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(Place { _permis: permis });
        }
        let _rang = self.file.try_acquire().map_err(|_| Refus::Sature)?;
        let permis = timeout(self.capacite.patience, Arc::clone(&self.places).acquire_owned()).await;
        Ok(Place { _permis: permis.map_err(|_| Refus::Sature)?? })
    }

    /// Waits until every work is over.
    pub async fn au_repos(&self) {
        drop(self.places.acquire_many(self.capacite.places).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guichet(places: u32, file: u32, patience: Duration) -> Arc<Guichet> {
        Arc::new(Guichet::new(Capacite { places, file, patience }))
    }

    #[tokio::test]
    async fn who_comes_after_a_full_queue_is_sent_away_at_once() {
        let guichet = guichet(1, 1, Duration::from_secs(3_600));
        let premiere = guichet.entrer().await.unwrap();
        let attend = Arc::clone(&guichet);
        let mut seconde = std::pin::pin!(attend.entrer());
        tokio::select! {
            biased;
            _ = &mut seconde => panic!("two at once"),
            () = std::future::ready(()) => {}
        }
        assert!(matches!(guichet.entrer().await, Err(Refus::Sature)));
        drop(premiere);
        drop(seconde.await.unwrap());
        guichet.au_repos().await;
        assert!(guichet.entrer().await.is_ok(), "the queue is empty again");
    }

    #[tokio::test]
    async fn nobody_queues_longer_than_is_worth_waiting() {
        let guichet = guichet(1, 1, Duration::from_millis(1));
        let _tenue = guichet.entrer().await.unwrap();
        assert!(matches!(guichet.entrer().await, Err(Refus::Sature)));
    }
}
