//! How long a request may take.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::{Instant, timeout, timeout_at};

use super::Passage;
use crate::refus::Refus;

/// Past its limit, what runs for a request is told to stop this often, until it does.
const RAPPEL: Duration = Duration::from_secs(1);

impl Passage {
    /// Carries on until `limite`. Beyond, what only reads is stopped, down to the statement that
    /// runs in the store; what was announced goes to its end.
    ///
    /// # Errors
    /// Those of `suite`; `TropLong` when it was stopped.
    pub async fn borner<T>(
        &self,
        limite: Instant,
        suite: impl Future<Output = Result<T, Refus>>,
    ) -> Result<T, Refus> {
        let mut suite = std::pin::pin!(suite);
        if let Ok(issue) = timeout_at(limite, suite.as_mut()).await {
            return self.trop_long(issue, limite);
        }
        while self.annonce.load(Ordering::Relaxed) == 0 {
            let arret = self.base.depot().interrompre().await;
            if let Err(cause) = &arret {
                tracing::warn!(%cause, "une lecture trop longue n’a pas pu être arrêtée");
            }
            match timeout(RAPPEL, suite.as_mut()).await {
                Ok(Err(Refus::Interne(_) | Refus::Indisponible)) => return Err(Refus::TropLong),
                Ok(issue) => return issue,
                Err(_) => {}
            }
        }
        suite.await
    }

    /// A reading in the thread that asks ends by itself at its limit, as a failure.
    fn trop_long<T>(&self, issue: Result<T, Refus>, limite: Instant) -> Result<T, Refus> {
        let arretee = self.annonce.load(Ordering::Relaxed) == 0 && Instant::now() >= limite;
        match issue {
            Err(Refus::Interne(_) | Refus::Indisponible) if arretee => Err(Refus::TropLong),
            issue => issue,
        }
    }
}
