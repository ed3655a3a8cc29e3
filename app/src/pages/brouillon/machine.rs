//! The draft is on the server as one types: five seconds after a change, when one leaves a field,
//! when the page is hidden. Nothing is kept before the first change. One save at a time, each on
//! the version that the one before it answered. It outlives the screen until the last change is
//! safe.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use reciproque_shared::erreur::ErreurChamp;

use super::devance::Conflit;
use super::{DELAI, Depart, EtatBrouillon, Gardee, Minuterie, Saisie, registre, sauf};
use crate::server::Echec;
use crate::ui::Erreur;

/// What to do once all that is typed is on the server, with the version reached, or why it could
/// not be. Not a `Callback`: that one goes with the screen where it was made, and a button that
/// leaves the screen when pressed would take it away before the save ends.
type Suite<S> = Box<dyn FnOnce(Issue<S>) + Send + Sync>;

/// Where the draft is, in which version; or why it is not kept whole.
pub type Issue<S> = Result<(S, i32), Vec<Erreur>>;

pub(super) struct Interne<S: Saisie> {
    pub saisie: S,
    /// Of the draft that the server has; 0 while it has none.
    pub version: i32,
    /// What the server has, or what the form began with.
    pub acquise: S::Texte,
    /// What it was last given: it has all of it but the fields that it refused.
    pub envoyee: S::Texte,
    pub refuses: Vec<ErreurChamp>,
    /// Since when; none while the server has no draft.
    pub acquise_le: Option<DateTime<Utc>>,
    /// What is on the form.
    pub courante: S::Texte,
    /// Sent, and not answered yet: it is asked again as it was, so that it makes one draft.
    pub en_suspens: Option<S::Texte>,
    pub en_vol: bool,
    /// What was to follow the save is on its way: the draft waits for what comes of it.
    pub retenu: bool,
    /// What was to follow the save was sent, and not answered: it is asked again as it was.
    pub sans_reponse: bool,
    /// Attempts without an answer.
    pub essais: u32,
    pub suite: Option<Suite<S>>,
    /// The screen is gone: what is left to save is saved at once.
    pub parti: bool,
}

#[derive(Clone)]
pub struct Brouillon<S: Saisie> {
    pub(super) interne: ArcStoredValue<Interne<S>>,
    minuterie: Minuterie,
    pub etat: ArcRwSignal<EtatBrouillon>,
    pub(super) conflit: ArcRwSignal<Option<Conflit<S>>>,
}

impl<S: Saisie> Brouillon<S> {
    /// What was typed on this page before and is not on the server yet; else what the server has.
    pub fn ouvrir(depart: Depart<S>) -> Self {
        match registre::retrouver::<Self>(&depart.saisie.lieu()) {
            Some(brouillon) => {
                brouillon.interne.update_value(|i| i.parti = false);
                brouillon
            }
            None => Self::nouveau(depart),
        }
    }

    fn nouveau(Depart { saisie, texte, garde, devance }: Depart<S>) -> Self {
        let acquise_le = garde.as_ref().map(|garde| garde.saisie_le);
        let interne = Interne {
            saisie,
            version: garde.map_or(0, |garde| garde.version),
            acquise: texte.clone(),
            envoyee: texte.clone(),
            refuses: Vec::new(),
            acquise_le,
            courante: texte,
            en_suspens: None,
            en_vol: false,
            retenu: false,
            sans_reponse: false,
            essais: 0,
            suite: None,
            parti: false,
        };
        let brouillon = Self {
            interne: ArcStoredValue::new(interne),
            minuterie: Minuterie::default(),
            etat: ArcRwSignal::new(acquise_le.map_or(EtatBrouillon::Vide, EtatBrouillon::Enregistre)),
            conflit: ArcRwSignal::new(None),
        };
        if let Some(autre) = devance {
            brouillon.oppose(autre);
        }
        brouillon
    }

    /// What is typed.
    pub fn courante(&self) -> S::Texte {
        self.interne.with_value(|i| i.courante.clone())
    }

    pub fn saisie(&self) -> S {
        self.interne.with_value(|i| i.saisie.clone())
    }

    pub fn version(&self) -> i32 {
        self.interne.with_value(|i| i.version)
    }

    /// Whether the server has a draft. Tracked.
    pub fn existe(&self) -> bool {
        self.etat.track();
        self.version() > 0
    }

    /// The form now says this.
    pub fn change(&self, texte: S::Texte) {
        self.interne.update_value(|i| i.courante = texte);
        let repos = matches!(
            self.etat.get_untracked(),
            EtatBrouillon::Vide
                | EtatBrouillon::Enregistre(_)
                | EtatBrouillon::Partiel(..)
                | EtatBrouillon::Refuse(_)
        );
        if repos && self.a_envoyer() {
            self.etat.set(EtatBrouillon::Modifie);
            self.arme(DELAI);
        }
    }

    /// Saves what is typed, then does `suite`, unless somebody acted first. Nothing is saved any
    /// more until [`Self::reprend`].
    pub fn puis(&self, suite: impl FnOnce(Issue<S>) + Send + Sync + 'static) {
        self.interne.update_value(|i| i.suite = Some(Box::new(suite)));
        // Sent again even unchanged: that is how one learns that somebody acted first. Not when
        // that may be oneself.
        self.envoie(!self.interne.with_value(|i| i.sans_reponse));
    }

    /// What followed the save could not be done: the draft goes on.
    pub fn reprend(&self, echec: Option<&Echec>) {
        let sans_reponse = echec.is_some_and(Echec::est_sans_reponse);
        self.interne.update_value(|i| {
            i.retenu = false;
            i.sans_reponse = sans_reponse;
        });
        self.enregistre();
    }

    /// The draft has become what it was for: nothing is left to save.
    pub fn termine(&self) {
        self.minuterie.desarme();
        self.interne.update_value(|i| {
            i.acquise = i.courante.clone();
            i.envoyee = i.courante.clone();
            i.en_suspens = None;
        });
        self.etat.set(EtatBrouillon::Vide);
    }

    /// The draft was given up: the form begins again with this.
    pub fn repart(&self, texte: S::Texte) {
        self.interne.update_value(|i| {
            i.acquise = texte.clone();
            i.envoyee = texte.clone();
            i.courante = texte;
            i.refuses.clear();
            i.acquise_le = None;
            i.version = 0;
            i.en_suspens = None;
            i.retenu = false;
        });
        self.etat.set(EtatBrouillon::Vide);
    }

    /// After a save, or when there is nothing to save: what was waiting for it.
    pub(super) fn conclut(&self) {
        if self.occupe() {
            return;
        }
        if self.a_envoyer() {
            let presse = self.interne.with_value(|i| i.parti || i.suite.is_some());
            self.etat.set(EtatBrouillon::Modifie);
            return if presse { self.enregistre() } else { self.arme(DELAI) };
        }
        self.etat.set(self.au_repos());
        let issue = self.interne.with_value(|i| match i.refuses.is_empty() {
            true => Ok((i.saisie.clone(), i.version)),
            false => Err(i.refuses.iter().cloned().map(Erreur::from).collect()),
        });
        self.poursuit(issue);
    }

    pub(super) fn poursuit(&self, issue: Issue<S>) {
        let mut suite = None;
        self.interne.update_value(|i| {
            suite = i.suite.take();
            i.retenu |= suite.is_some();
        });
        if let Some(suite) = suite {
            suite(issue);
        }
    }

    /// Something is typed that the server was not given yet, or has not answered.
    pub(super) fn a_envoyer(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.envoyee || i.en_suspens.is_some())
    }

    /// Nothing is sent now: a call is on its way, or a question is on the screen.
    pub(super) fn occupe(&self) -> bool {
        let question = self.conflit.with_untracked(Option::is_some);
        question || self.interne.with_value(|i| i.en_vol || i.retenu || i.saisie.questionne())
    }

    /// Where the draft stands when nothing is left to send.
    fn au_repos(&self) -> EtatBrouillon {
        self.interne.with_value(|i| match i.acquise_le {
            None => EtatBrouillon::Vide,
            Some(quand) if i.refuses.is_empty() => EtatBrouillon::Enregistre(quand),
            Some(quand) => EtatBrouillon::Partiel(quand, sauf(&i.refuses, S::libelle)),
        })
    }

    pub(super) fn arme(&self, delai: Duration) {
        let moi = self.clone();
        self.minuterie.arme(delai, move || moi.enregistre());
    }

    pub(super) fn desarme(&self) {
        self.minuterie.desarme();
    }
}

impl<S: Saisie> Gardee for Brouillon<S> {
    fn lieu(&self) -> String {
        self.interne.with_value(|i| i.saisie.lieu())
    }

    fn enregistre(&self) {
        self.envoie(false);
    }

    fn modifie(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.acquise || i.en_suspens.is_some())
    }

    fn confie(&self) {
        self.confie_au_navigateur();
    }

    fn part(&self) {
        self.interne.update_value(|i| i.parti = true);
        self.enregistre();
    }

    fn parti(&self) -> bool {
        self.interne.with_value(|i| i.parti)
    }

    fn etat(&self) -> &ArcRwSignal<EtatBrouillon> {
        &self.etat
    }
}
