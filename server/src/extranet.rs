//! What every request can reach: the store, the journal, the settings, the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::regle::Regles;
use reciproque_shared::revue::ReglagesRevue;
use reciproque_shared::trace::MoisDeTraces;

use crate::guichet::{Capacite, Guichet, Place};
use crate::journal::Journal;
use crate::refus::Refus;
use crate::sante::Sante;
use crate::session::Activite;
use crate::sign_in::cle_acces::ClesAcces;
use crate::sign_in::{Coffre, Frein};
use crate::store::{Depot, LOURDES, Tenue};
use crate::tetes::Destinations;
use crate::trace::MoisClos;

/// Sign-ins at once: enough that one hashes while others read and write. The crowd waits its turn
/// without touching the store, so that a hundred who come at once leave the views their pace; its
/// last one waits some six seconds for the hashes before.
const ENTREES: Capacite = Capacite { places: 4, file: 252, patience: Duration::from_secs(10) };

/// Heavy readings at once, each with its reader. Few wait behind them: each holds the place of
/// another request meanwhile.
const LISTES: Capacite = Capacite { places: LOURDES, file: 32, patience: Duration::from_secs(2) };

/// Settings of a running server.
#[derive(Clone, Debug)]
pub struct Reglages {
    /// Seconds without activity before a session closes.
    pub inactivite_s: u32,
    /// Hours after which a session closes, however active.
    pub session_heures: u32,
    /// Sessions of one agent at once: one more closes the one seen least recently.
    pub sessions_par_agent: u32,
    /// Days after the end of an orientation during which the structure still sees the
    /// dossier, to finish its entries (a choice of the département, no text says it).
    pub grace_jours: u32,
    /// The law and the settings, each in force on its days.
    pub regles: Regles,
    /// How long traces are kept; the purge is a command of the operator.
    pub traces: MoisDeTraces,
    /// When the annual review of the habilitations opens, and what being late entails.
    pub revue: ReglagesRevue,
    /// Who is responsible for the processing, in the public notice.
    pub responsable: String,
    /// How to reach the data-protection officer, in the public notice.
    pub delegue: String,
    /// Served over TLS: `Secure` and `__Host-` cookies, HSTS.
    pub tls: bool,
    /// Behind a proxy that sets `X-Forwarded-For`: the last address in it is the client.
    pub mandataire: bool,
    /// Passkeys, bound to the address that browsers know; `None` without.
    pub cles: Option<Arc<ClesAcces>>,
    /// Key of the second factors.
    pub coffre: Coffre,
    /// Profils that need a second factor.
    pub second_facteur: Vec<Profil>,
    /// Days after which a new password is asked at sign-in; 0 for never.
    pub mot_de_passe_jours: u32,
    /// Days during which a one-time code may be used.
    pub code_jours: u32,
    /// Accesses of others that one agent may close or change within an hour; 0 for no limit.
    pub gestes_acces_heure: u32,
    /// A training store: every page says so.
    pub formation: bool,
    /// A request that takes longer is given up.
    pub delai: Duration,
    /// Where the heads of the journal go, off the machine.
    pub tetes: Destinations,
    /// Requests handled at once, and those that wait for their turn.
    pub travaux: Capacite,
    /// Time between two readings of the journal by the detection: an alert is due within
    /// 60 s of its event.
    pub releve_alertes: Duration,
}

impl Reglages {
    /// The longest life of a session.
    pub fn duree_session(&self) -> TimeDelta {
        TimeDelta::hours(self.session_heures.into())
    }
}

impl Default for Reglages {
    fn default() -> Self {
        Self {
            inactivite_s: reciproque_shared::session::INACTIVITE_S,
            session_heures: 12,
            sessions_par_agent: 10,
            grace_jours: 0,
            regles: Regles::default(),
            traces: MoisDeTraces::default(),
            revue: ReglagesRevue::default(),
            responsable: "Le Département".to_owned(),
            delegue: "Délégué à la protection des données, à l’adresse du Département".to_owned(),
            tls: false,
            mandataire: false,
            cles: ClesAcces::new("http://localhost", None).ok().map(Arc::new),
            coffre: Coffre::default(),
            second_facteur: Vec::new(),
            mot_de_passe_jours: 90,
            code_jours: 15,
            gestes_acces_heure: 20,
            formation: false,
            delai: Duration::from_secs(30),
            tetes: Destinations::default(),
            travaux: Capacite { places: 128, file: 256, patience: Duration::from_secs(3) },
            releve_alertes: Duration::from_secs(10),
        }
    }
}

/// The clock, which tests move forward.
#[derive(Clone, Debug, Default)]
pub struct Horloge {
    avance_s: Arc<AtomicI64>,
}

impl Horloge {
    pub fn maintenant(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.avance_s.load(Ordering::Relaxed))
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
