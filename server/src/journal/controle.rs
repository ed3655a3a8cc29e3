//! A whole verification asked from the desk: the server goes on meanwhile.

use chrono::{DateTime, Utc};
use reciproque_shared::journal::{Bilan, Rupture};

use super::repere::Repere;
use super::sceau::Sceau;
use super::{Journal, JournalErreur, lecture};

/// What a whole verification found.
#[derive(Clone, Debug)]
pub struct Controle {
    pub fini_a: DateTime<Utc>,
    /// Empty when the journal is broken.
    pub chaines: Vec<EtatDeChaine>,
    pub rupture: Option<Rupture>,
}

/// A chain that verifies.
#[derive(Clone, Debug)]
pub struct EtatDeChaine {
    pub bilan: Bilan,
    pub sceau: Option<Sceau>,
    pub purge: Option<Repere>,
}

impl Journal {
    /// Verifies every chain from its beginning, `a` this instant. A broken one is an answer.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn controler(&self, a: DateTime<Utc>) -> Result<Controle, JournalErreur> {
        let bilans = match self.verifier().await {
            Ok(bilans) => bilans,
            Err(JournalErreur::Rompu(rupture)) => {
                return Ok(Controle { fini_a: a, chaines: Vec::new(), rupture: Some(rupture) });
            }
            Err(erreur) => return Err(erreur),
        };
        let mut chaines = Vec::with_capacity(bilans.len());
        for bilan in bilans {
            let sceau = lecture::dernier_sceau(&self.lecture, bilan.tete.chaine).await?;
            let purge = lecture::dernier_repere(&self.lecture, bilan.tete.chaine).await?;
            chaines.push(EtatDeChaine { bilan, sceau, purge });
        }
        Ok(Controle { fini_a: a, chaines, rupture: None })
    }
}
