//! What every request can reach: the store, the journal, the settings, the clock.

pub mod activite;
pub mod guichet;
mod mois_clos;
mod reglages;
mod sante;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use reciproque_shared::date::a_paris;
use reciproque_shared::regle::Regles;

pub use activite::Activite;
pub use mois_clos::{Comptes, MoisClos};
pub use reglages::{Destinations, Reglages};
pub use sante::{Bilan, Sante, bilan};

use crate::depot::{Depot, LOURDES, Tenue};
use crate::journal::Journal;
use crate::refus::Refus;
use crate::secret::Frein;
use crate::secret::cle_acces::ClesAcces;
use guichet::{Capacite, Guichet, Place};

/// Sign-ins at once: enough that one hashes while another reads and writes. The crowd waits its turn
/// without touching the store, so that a hundred who come at once leave the views their pace; its
/// last one waits some six seconds for the hashes before.
const ENTREES: Capacite = Capacite { places: 2, file: 254, patience: Duration::from_secs(10) };

/// Heavy readings at once, each with its reader. Few wait behind them: each holds the place of
/// another request meanwhile.
const LISTES: Capacite = Capacite { places: LOURDES, file: 32, patience: Duration::from_secs(2) };

/// The clock, which tests move forward.
#[derive(Clone, Debug, Default)]
pub struct Horloge {
    avance_s: Arc<AtomicI64>,
}

impl Horloge {
    /// To the microsecond, as both engines keep it: what is answered is what will be read.
    pub fn maintenant(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6) + TimeDelta::seconds(self.avance_s.load(Ordering::Relaxed))
    }

    /// Date and time at the département.
    pub fn locale(&self) -> NaiveDateTime {
        a_paris(self.maintenant())
    }

    pub fn aujourdhui(&self) -> NaiveDate {
        self.locale().date()
    }

    /// Moves the clock forward (tests of expiry and of deadlines).
    pub fn avancer(&self, secondes: i64) {
        self.avance_s.fetch_add(secondes, Ordering::Relaxed);
    }
}

/// The product, shared by all requests; the store as this one reads it.
#[derive(Clone)]
pub struct Extranet {
    pub depot: Depot,
    interieur: Arc<Interieur>,
}

pub struct Interieur {
    pub journal: Journal,
    pub reglages: Reglages,
    /// The law and the settings, each in force on its days.
    pub regles: Regles,
    pub horloge: Horloge,
    pub activite: Activite,
    pub frein: Frein,
    /// What the statistics counted in the months that are over.
    pub mois_clos: MoisClos,
    pub sante: Sante,
    travaux: Guichet,
    entrees: Guichet,
    listes: Guichet,
}

/// A reader that one heavy reading holds. The door goes back before the place: who has a place
/// finds a door.
pub struct Lecteur {
    _tenue: Tenue,
    _place: Place,
}

const SANS_CLES: &str =
    "Les clés d’accès ne sont pas ouvertes sur ce serveur. Connectez-vous avec votre mot de passe.";

impl Interieur {
    /// Passkeys, where they are open.
    ///
    /// # Errors
    /// `Conflit` where they are not.
    pub fn cles(&self) -> Result<&ClesAcces, Refus> {
        self.reglages.cles.as_deref().ok_or_else(|| Refus::Conflit(SANS_CLES.to_owned()))
    }
}

impl Extranet {
    pub fn new(depot: Depot, journal: Journal, reglages: Reglages, horloge: Horloge, frein: Frein) -> Self {
        let activite = Activite::default();
        let regles = reglages.regles.clone();
        let travaux = Guichet::new(reglages.travaux);
        Self {
            depot,
            interieur: Arc::new(Interieur {
                journal,
                reglages,
                regles,
                horloge,
                activite,
                frein,
                mois_clos: MoisClos::default(),
                sante: Sante::default(),
                travaux,
                entrees: Guichet::new(ENTREES),
                listes: Guichet::new(LISTES),
            }),
        }
    }

    /// A place for a request of somebody who has a session.
    ///
    /// # Errors
    /// `Sature` when too many are under way.
    pub async fn admettre(&self) -> Result<Place, Refus> {
        self.travaux.entrer().await
    }

    /// A place for somebody at the door: a crowd there takes nothing from those who are in.
    ///
    /// # Errors
    /// `Sature` when too many are there.
    pub async fn admettre_a_l_entree(&self) -> Result<Place, Refus> {
        self.entrees.entrer().await
    }

    /// The same store, read through a door of its own: what is heavy leaves the readers of single
    /// files alone.
    ///
    /// # Errors
    /// `Sature` when too many wait for such a door.
    pub async fn a_l_ecart(&self) -> Result<(Depot, Lecteur), Refus> {
        let place = self.listes.entrer().await?;
        let tenue = self.depot.lourde().ok_or(Refus::Sature)?;
        Ok((self.depot.derriere(&tenue), Lecteur { _tenue: tenue, _place: place }))
    }

    /// Carries a work to its end, even when nobody waits for it any more: a browser that goes
    /// away, or a time limit, leaves nothing announced and half done.
    ///
    /// # Errors
    /// When the work panicked.
    pub async fn mener<T: Send + 'static>(
        &self,
        place: Place,
        travail: impl Future<Output = T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let tache = tokio::spawn(async move {
            let _place = place;
            travail.await
        });
        Ok(tache.await?)
    }

    /// Waits until every work is over.
    pub async fn au_repos(&self) {
        self.travaux.au_repos().await;
        self.entrees.au_repos().await;
    }
}

impl std::ops::Deref for Extranet {
    type Target = Interieur;

    fn deref(&self) -> &Interieur {
        &self.interieur
    }
}
