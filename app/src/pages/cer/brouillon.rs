//! The draft is on the server as one types: five seconds after a change, when one leaves
//! a field, when the page is hidden. One save at a time, each on the version that the
//! one before it answered. It outlives the screen until the last change is safe.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterCer, EnregistrerCer};
use reciproque_shared::cer::{SaisieCer, libelle_du_champ};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::fiche_cer::FicheCer;

use crate::pages::brouillon::{DELAI, Etat, Gardee, Minuterie, attente, retrouver, sauf};
use crate::pages::erreurs_de;
use crate::server::{Echec, appeler, appeler_version, confier};

/// Somebody else changed the contract meanwhile.
#[derive(Clone)]
pub struct Conflit {
    /// What both started from.
    pub base: SaisieCer,
    pub mienne: SaisieCer,
    pub autre: Arc<FicheCer>,
}

/// What to do once all that is typed is on the server, or why it could not be.
type Suite = Callback<(Result<i32, Vec<crate::ui::Erreur>>,)>;

struct Interne {
    cer: i64,
    version: i32,
    /// What the server has.
    acquise: SaisieCer,
    /// What it was last given: it has all of it but the fields that it refused.
    envoyee: SaisieCer,
    refuses: Vec<ErreurChamp>,
    acquise_le: DateTime<Utc>,
    /// What is on the form.
    courante: SaisieCer,
    en_vol: bool,
    /// Attempts without an answer.
    essais: u32,
    suite: Option<Suite>,
    /// The screen is gone: what is left to save is saved at once.
    parti: bool,
}

#[derive(Clone)]
pub struct Brouillon {
    interne: ArcStoredValue<Interne>,
    minuterie: Minuterie,
    pub etat: ArcRwSignal<Etat>,
    pub conflit: ArcRwSignal<Option<Conflit>>,
}

impl Brouillon {
    /// What was typed on this page before and is not on the server yet; else what the server has.
    pub fn ouvrir(fiche: &FicheCer) -> Self {
        match retrouver::<Self>(&Self::lieu(fiche)) {
            Some(brouillon) => {
                brouillon.interne.update_value(|i| i.parti = false);
                brouillon
            }
            None => Self::nouveau(fiche),
        }
    }

    /// Address of its page.
    pub fn lieu(fiche: &FicheCer) -> String {
        format!("/cer/{}", fiche.id)
    }

    /// What is typed.
    pub fn courante(&self) -> SaisieCer {
        self.interne.with_value(|i| i.courante.clone())
    }

    fn nouveau(fiche: &FicheCer) -> Self {
        let interne = Interne {
            cer: fiche.id,
            version: fiche.version,
            acquise: fiche.saisie.clone(),
            envoyee: fiche.saisie.clone(),
            refuses: Vec::new(),
            acquise_le: fiche.saisie_le,
            courante: fiche.saisie.clone(),
            en_vol: false,
            essais: 0,
            suite: None,
            parti: false,
        };
        Self {
            interne: ArcStoredValue::new(interne),
            minuterie: Minuterie::default(),
            etat: ArcRwSignal::new(Etat::Enregistre(fiche.saisie_le)),
            conflit: ArcRwSignal::new(None),
        }
    }

    /// The form now says this.
    pub fn change(&self, saisie: SaisieCer) {
        self.interne.update_value(|i| i.courante = saisie);
        let repos =
            matches!(self.etat.get_untracked(), Etat::Enregistre(_) | Etat::Partiel(..) | Etat::Refuse(_));
        if repos && self.a_envoyer() {
            self.etat.set(Etat::Modifie);
            self.arme(DELAI);
        }
    }

    /// Saves what is typed, then does `suite` with the version reached.
    pub fn puis(&self, suite: Suite) {
        self.interne.update_value(|i| i.suite = Some(suite));
        self.enregistre();
    }

    /// The agent chose: goes on from the version of the other with this content.
    pub fn tranche(&self, autre: &FicheCer, saisie: SaisieCer) {
        self.interne.update_value(|i| {
            i.version = autre.version;
            i.acquise = autre.saisie.clone();
            i.envoyee = autre.saisie.clone();
            i.refuses.clear();
            i.acquise_le = autre.saisie_le;
            i.courante = saisie;
        });
        self.conflit.set(None);
        self.etat.set(Etat::Enregistre(autre.saisie_le));
        self.enregistre();
    }

    /// Somebody else changed the contract: what is there now, and what to do of it.
    fn compare(&self) {
        let cer = self.interne.with_value(|i| i.cer);
        // Still busy: nothing is sent until the agent knows.
        self.interne.update_value(|i| i.en_vol = true);
        let moi = self.clone();
        spawn_local(async move {
            let lu = appeler::<ConsulterCer>(cer, ()).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(autre) => moi.oppose(autre),
                Err(echec) => moi.echoue(echec),
            }
        });
    }

    fn oppose(&self, autre: FicheCer) {
        let (base, mienne) = self.interne.with_value(|i| (i.acquise.clone(), i.courante.clone()));
        // Both typed the same: there is nothing to choose.
        if autre.etat.modifiable() && autre.saisie == mienne {
            return self.tranche(&autre, mienne);
        }
        self.interne.update_value(|i| i.suite = None);
        self.etat.set(Etat::Conflit);
        self.conflit.set(Some(Conflit { base, mienne, autre: Arc::new(autre) }));
    }

    fn acquiert(&self, saisie: SaisieCer, fiche: &FicheCer) {
        self.interne.update_value(|i| {
            i.version = fiche.version;
            i.acquise = saisie.clone().retenir(&i.acquise).0;
            i.envoyee = saisie;
            i.refuses = fiche.refuses.clone();
            i.acquise_le = fiche.saisie_le;
            i.essais = 0;
        });
        self.conclut();
    }

    /// After a save, or when there is nothing to save: what was waiting for it.
    fn conclut(&self) {
        if self.interne.with_value(|i| i.en_vol) || self.conflit.with_untracked(Option::is_some) {
            return;
        }
        if self.a_envoyer() {
            let presse = self.interne.with_value(|i| i.parti || i.suite.is_some());
            self.etat.set(Etat::Modifie);
            return if presse { self.enregistre() } else { self.arme(DELAI) };
        }
        let (quand, version, refuses) =
            self.interne.with_value(|i| (i.acquise_le, i.version, i.refuses.clone()));
        if refuses.is_empty() {
            self.etat.set(Etat::Enregistre(quand));
            return self.poursuit(Ok(version));
        }
        self.etat.set(Etat::Partiel(quand, sauf(&refuses, libelle_du_champ)));
        self.poursuit(Err(refuses.into_iter().map(crate::ui::Erreur::from).collect()));
    }

    /// Something is typed that the server was not given yet.
    fn a_envoyer(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.envoyee)
    }

    fn poursuit(&self, issue: Result<i32, Vec<crate::ui::Erreur>>) {
        let mut suite = None;
        self.interne.update_value(|i| suite = i.suite.take());
        if let Some(suite) = suite {
            suite.try_run((issue,));
        }
    }

    fn echoue(&self, echec: Echec) {
        match &echec {
            Echec::SessionExpiree => self.etat.set(Etat::SessionFinie),
            Echec::Probleme(p) if matches!(p.status, 409 | 412) => return self.compare(),
            Echec::Probleme(p) if p.status < 500 => {
                let refus = p.errors.first().map_or_else(|| p.detail.clone(), |e| e.message.clone());
                self.etat.set(Etat::Refuse(refus));
            }
            _ => {
                self.etat.set(Etat::Perdu);
                self.interne.update_value(|i| i.essais += 1);
                self.arme(self.interne.with_value(|i| attente(i.essais)));
            }
        }
        self.poursuit(Err(erreurs_de(&echec, "")));
    }

    fn arme(&self, delai: Duration) {
        let moi = self.clone();
        self.minuterie.arme(delai, move || moi.enregistre());
    }
}

impl Gardee for Brouillon {
    fn enregistre(&self) {
        self.minuterie.desarme();
        let conflit = self.conflit.with_untracked(Option::is_some);
        let depart = self.interne.with_value(|i| {
            (!i.en_vol && !conflit && i.courante != i.envoyee).then(|| (i.cer, i.courante.clone(), i.version))
        });
        let Some((cer, saisie, version)) = depart else { return self.conclut() };
        self.interne.update_value(|i| i.en_vol = true);
        self.etat.set(Etat::EnCours);
        let moi = self.clone();
        spawn_local(async move {
            let lu = appeler_version::<EnregistrerCer>(cer, saisie.clone(), version).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(fiche) => moi.acquiert(saisie, &fiche),
                Err(echec) => moi.echoue(echec),
            }
        });
    }

    fn modifie(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.acquise)
    }

    fn confie(&self) {
        let reste = self
            .interne
            .with_value(|i| (i.courante != i.envoyee).then(|| (i.cer, i.courante.clone(), i.version)));
        if let Some((cer, saisie, version)) = reste {
            confier::<EnregistrerCer>(&cer, &saisie, Some(version));
        }
    }

    fn part(&self) {
        self.interne.update_value(|i| {
            i.parti = true;
            i.suite = None;
        });
        self.enregistre();
    }

    fn parti(&self) -> bool {
        self.interne.with_value(|i| i.parti)
    }

    fn etat(&self) -> &ArcRwSignal<Etat> {
        &self.etat
    }
}
