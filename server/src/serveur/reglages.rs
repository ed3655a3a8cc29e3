//! The settings of a running server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::regle::Regles;
use reciproque_shared::revue::ReglagesRevue;
use reciproque_shared::trace::MoisDeTraces;

use super::guichet::Capacite;
use crate::secret::Coffre;
use crate::secret::cle_acces::ClesAcces;

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

/// Where the signed heads of the journal go, off the machine, and how often.
#[derive(Clone, Debug)]
pub struct Destinations {
    pub dossier: Option<PathBuf>,
    /// Run by the shell, with the seals on its standard input.
    pub commande: Option<String>,
    pub chaque: Duration,
}

impl Default for Destinations {
    fn default() -> Self {
        Self { dossier: None, commande: None, chaque: Duration::from_secs(3_600) }
    }
}

impl Destinations {
    pub fn aucune(&self) -> bool {
        self.dossier.is_none() && self.commande.is_none()
    }
}
