//! Who is here, what they may do, and until when.
//!
//! - `let session = use_session();` anywhere below the root.
//! - `session.permet(Acte::SaisirCer)` draws the menus and the buttons.
//! - `session.a_la_reconnexion(move || …)`: run once the agent is back after the
//!   session ended (to save a draft again, to read again what could not be read).

mod acces;
mod onglets;
mod par_cle;
mod retour;
mod veille;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ConsulterSession;
use reciproque_shared::habilitation::{Acte, Entrave, Profil};
use reciproque_shared::session::{EtatSession, Veille};

pub use par_cle::par_cle;
use retour::recharger_au_retour;
pub use retour::{DECONNEXION, repartir};

use crate::server::{Echec, Nouvelle, appeler, ecouter};

/// What is known of the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The server has been asked; no answer yet.
    Ouverture,
    /// It could not be asked.
    Injoignable(Echec),
    Anonyme,
    Ouverte(EtatSession),
}

/// The session of this browser tab.
#[derive(Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase>,
    veille: RwSignal<Veille>,
    formation: RwSignal<bool>,
    /// The domain that passkeys are bound to, once the server has said so.
    cles: RwSignal<Option<String>>,
    /// Instant of the last answer of the server, in milliseconds.
    vue_a: StoredValue<f64>,
    /// The same, of the last one that told the state of the session.
    lue_a: StoredValue<f64>,
    /// Outside the hours of the organisation: when it opens again.
    fermee: RwSignal<Option<String>>,
    /// The profil of the page that waits behind what stands in the way.
    profil_quitte: StoredValue<Option<Profil>>,
    /// To offer it again when the session ends. In memory only.
    email: StoredValue<String>,
    reprises: StoredValue<Vec<(u32, Callback<()>)>>,
}

const TRACE_DIFFEREE: &str = "C’est fait. Le journal n’écrit pas en ce moment : la trace sera écrite dès que le \
     journal fonctionnera de nouveau. Prévenez l’administrateur.";

/// To call once, at the root. Asks the server who is here.
pub fn provide_session() -> Session {
    let session = Session {
        phase: RwSignal::new(Phase::Ouverture),
        veille: RwSignal::new(Veille::Active),
        formation: RwSignal::new(false),
        cles: RwSignal::new(None),
        vue_a: StoredValue::new(js_sys::Date::now()),
        lue_a: StoredValue::new(js_sys::Date::now()),
        fermee: RwSignal::new(None),
        profil_quitte: StoredValue::new(None),
        email: StoredValue::new(String::new()),
        reprises: StoredValue::new(Vec::new()),
    };
    provide_context(session);
    Effect::new(move || {
        session.phase.track();
        session.lue_a.set_value(js_sys::Date::now());
    });
    ecouter(move |nouvelle| session.apprendre(nouvelle));
    veille::surveiller(session);
    onglets::ecouter(session);
    recharger_au_retour();
    session.ouvrir();
    session
}

pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// What the app shows depends on it. Tracked.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// Whether everybody in the store is invented. Tracked.
    pub fn formation(self) -> bool {
        self.formation.get()
    }

    /// Whether passkeys can be used from this page, in this browser. Tracked.
    pub fn cles_possibles(self) -> bool {
        self.cles.with(|domaine| domaine.as_deref().is_some_and(crate::cles::possibles))
    }

    /// Tracked.
    pub fn veille(self) -> Veille {
        self.veille.get()
    }

    /// What must be done before anything else. Tracked.
    pub fn entrave(self) -> Option<Entrave> {
        self.suivre(|etat| etat.entrave).flatten()
    }

    /// What the state of the session says, as long as somebody is signed in. Tracked.
    pub fn suivre<T>(self, vue: impl FnOnce(&EtatSession) -> T) -> Option<T> {
        self.phase.track();
        self.lire(vue)
    }

    /// Outside the hours of the organisation, while a page is open: when it opens again. Tracked.
    pub fn fermee(self) -> Option<String> {
        self.fermee.get()
    }

    // What follows is not tracked: another agent or another profil drops the page, and
    // a page must not be drawn again because the session went on.

    /// Who is signed in.
    pub fn etat(self) -> Option<EtatSession> {
        self.lire(EtatSession::clone)
    }

    /// Whether the profil and the convention allow this act.
    pub fn permet(self, acte: Acte) -> bool {
        self.lire(|etat| etat.actes.contains(&acte)).unwrap_or(false)
    }

    pub fn profil(self) -> Option<Profil> {
        self.lire(|etat| etat.profil)
    }

    /// Today at the département; the first day of all times when nobody is signed in.
    pub fn aujourd_hui(self) -> NaiveDate {
        self.lire(|etat| etat.aujourd_hui).unwrap_or_default()
    }

    /// Day and time at the département: as the server told them, and what has gone by since.
    pub fn maintenant(self) -> NaiveDateTime {
        let ecoule = TimeDelta::milliseconds((js_sys::Date::now() - self.lue_a.get_value()).max(0.0) as i64);
        self.lire(|etat| etat.maintenant + ecoule).unwrap_or_default()
    }

    fn lire<T>(self, vue: impl FnOnce(&EtatSession) -> T) -> Option<T> {
        self.phase.with_untracked(|phase| match phase {
            Phase::Ouverte(etat) => Some(vue(etat)),
            _ => None,
        })
    }

    /// Runs `reprise` each time the agent is back after the session ended, as long as
    /// the page that asks for it is there.
    pub fn a_la_reconnexion(self, reprise: impl Fn() + Send + Sync + 'static) {
        let cle = self.reprises.with_value(|toutes| toutes.last().map_or(0, |(cle, _)| cle + 1));
        self.reprises.update_value(|toutes| toutes.push((cle, Callback::new(move |()| reprise()))));
        on_cleanup(move || {
            self.reprises.try_update_value(|toutes| toutes.retain(|(autre, _)| *autre != cle));
        });
    }

    /// Asks the server who is here.
    pub fn ouvrir(self) {
        self.phase.set(Phase::Ouverture);
        spawn_local(async move {
            self.phase.set(match appeler::<ConsulterSession>((), ()).await {
                Ok(etat) => Phase::Ouverte(etat),
                Err(Echec::SessionExpiree) => Phase::Anonyme,
                Err(echec) => Phase::Injoignable(echec),
            });
        });
    }

    fn apprendre(self, nouvelle: Nouvelle) {
        match nouvelle {
            Nouvelle::Vivante => {
                self.vue_a.set_value(js_sys::Date::now());
                if self.veille.get_untracked() == Veille::Avertie {
                    self.veille.set(Veille::Active);
                }
                onglets::dire_actif(self);
            }
            // Before anything else: signing out loads the page anew.
            Nouvelle::TraceDifferee => drop(window().alert_with_message(TRACE_DIFFEREE)),
            Nouvelle::Formation => self.formation.set(true),
            Nouvelle::Cles(domaine) => {
                if self.cles.with_untracked(Option::is_none) {
                    self.cles.set(Some(domaine));
                }
            }
            Nouvelle::Entravee(entrave) => self.phase.update(|phase| {
                if let Phase::Ouverte(etat) = phase {
                    self.profil_quitte.set_value(Some(etat.profil));
                    etat.entrave = Some(entrave);
                }
            }),
            Nouvelle::Fermee(quand) => {
                if self.phase.with_untracked(|phase| matches!(phase, Phase::Ouverte(_))) {
                    self.fermee.set(Some(quand));
                }
            }
            Nouvelle::Terminee => {
                self.fermee.set(None);
                if self.phase.with_untracked(|phase| matches!(phase, Phase::Ouverte(_))) {
                    self.veille.set(Veille::Expiree);
                }
            }
        }
    }

    /// The same agent is back: the page goes on where it was, unless something stands in the way.
    fn reprendre(self, etat: EtatSession) {
        self.vue_a.set_value(js_sys::Date::now());
        let libre = etat.entrave.is_none();
        self.phase.set(Phase::Ouverte(etat));
        self.veille.set(Veille::Active);
        if !libre {
            return;
        }
        self.profil_quitte.set_value(None);
        let reprises = self.reprises.with_value(Clone::clone);
        reprises.into_iter().for_each(|(_, reprise)| reprise.run(()));
    }
}
