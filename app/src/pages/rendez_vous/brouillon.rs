//! The draft of a new rendez-vous: one save at a time, each on the version that the one before
//! it answered. The server drops it with the rendez-vous that it becomes.

mod garde;
mod onglets;

pub use onglets::Conflit;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{EffacerBrouillonRendezVous, GarderBrouillonRendezVous};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::fiche_cer::PersonneConcernee;
use reciproque_shared::fiche_rendez_vous::{BrouillonGarde, PreparationRendezVous};
use reciproque_shared::rendez_vous::{SaisieRendezVous, libelle_du_champ};

use crate::pages::adresse_nouveau_rendez_vous;
use crate::pages::brouillon::{DELAI, Etat, Gardee as _, Minuterie, attente, retrouver, sauf};
use crate::server::{Echec, appeler_version};

/// What waits for a save. Not a `Callback`: that one goes with the screen where it was made,
/// and a button that leaves the screen when pressed would take it away before the save ends.
type Attendu = Arc<dyn Fn() + Send + Sync>;

struct Interne {
    dossier: i64,
    personne: i64,
    /// Of the draft that the server has; 0 while it has none.
    version: i32,
    /// What the server has, or what the form began with.
    acquise: SaisieRendezVous,
    /// What it was last given: it has all of it but the fields that it refused.
    envoyee: SaisieRendezVous,
    refuses: Vec<ErreurChamp>,
    /// Since when; `None` while the server has no draft.
    acquise_le: Option<DateTime<Utc>>,
    /// What is on the form.
    courante: SaisieRendezVous,
    /// A save is on its way.
    en_vol: bool,
    /// The rendez-vous itself is on its way: the draft waits for what comes of it.
    retenu: bool,
    /// Attempts without an answer.
    essais: u32,
    suite: Option<Attendu>,
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
    pub fn ouvrir(preparation: &PreparationRendezVous) -> Self {
        let PersonneConcernee { dossier, personne, .. } = preparation.personne;
        match retrouver::<Self>(&adresse_nouveau_rendez_vous(dossier, personne)) {
            Some(brouillon) => {
                brouillon.interne.update_value(|i| i.parti = false);
                brouillon
            }
            None => Self::nouveau(preparation),
        }
    }

    /// What is typed.
    pub fn courante(&self) -> SaisieRendezVous {
        self.interne.with_value(|i| i.courante.clone())
    }

    fn nouveau(preparation: &PreparationRendezVous) -> Self {
        let garde = preparation.brouillon.as_ref();
        let saisie = garde.map_or(&preparation.depart, |garde| &garde.saisie);
        let interne = Interne {
            dossier: preparation.personne.dossier,
            personne: preparation.personne.personne,
            version: garde.map_or(0, |garde| garde.version),
            acquise: saisie.clone(),
            envoyee: saisie.clone(),
            refuses: Vec::new(),
            acquise_le: garde.map(|garde| garde.saisie_le),
            courante: saisie.clone(),
            en_vol: false,
            retenu: false,
            essais: 0,
            suite: None,
            parti: false,
        };
        let etat = interne.acquise_le.map_or(Etat::Vide, Etat::Enregistre);
        Self {
            interne: ArcStoredValue::new(interne),
            minuterie: Minuterie::default(),
            etat: ArcRwSignal::new(etat),
            conflit: ArcRwSignal::new(None),
        }
    }

    /// The form now says this.
    pub fn change(&self, saisie: SaisieRendezVous) {
        self.interne.update_value(|i| i.courante = saisie);
        if self.a_envoyer()
            && !matches!(
                self.etat.get_untracked(),
                Etat::EnCours | Etat::Perdu | Etat::SessionFinie | Etat::Conflit
            )
        {
            self.etat.set(Etat::Modifie);
            self.arme(DELAI);
        }
    }

    /// Saves what is typed, then does `suite`, whether it could be saved or not, unless another
    /// tab changed the draft. Nothing is saved any more until [`Self::reprend`] or
    /// [`Self::termine`].
    pub fn puis(&self, suite: impl Fn() + Send + Sync + 'static) {
        let connu = self.interne.with_value(|i| i.version > 0);
        // Sent again even unchanged: that is how another tab is noticed.
        self.envoie(connu);
        self.interne.update_value(|i| {
            i.retenu = true;
            i.suite = Some(Arc::new(suite));
        });
        self.poursuit();
    }

    /// The rendez-vous was not saved: the draft goes on.
    pub fn reprend(&self) {
        self.interne.update_value(|i| i.retenu = false);
        self.enregistre();
    }

    /// The rendez-vous is saved, and its draft dropped: nothing is left to save.
    pub fn termine(&self) {
        self.minuterie.desarme();
        self.interne.update_value(|i| {
            i.acquise = i.courante.clone();
            i.envoyee = i.courante.clone();
        });
    }

    /// Gives the draft up; `fait` puts back what the form began with, `depart`.
    pub fn efface(&self, depart: SaisieRendezVous, fait: Callback<()>) {
        let moi = self.clone();
        let suite = move || {
            let (moi, depart) = (moi.clone(), depart.clone());
            spawn_local(async move {
                let (personne, version) = moi.interne.with_value(|i| (i.personne, i.version));
                match appeler_version::<EffacerBrouillonRendezVous>(personne, (), version).await {
                    Ok(()) => {
                        moi.interne.update_value(|i| {
                            i.acquise = depart.clone();
                            i.envoyee = depart;
                            i.refuses.clear();
                            i.acquise_le = None;
                            i.version = 0;
                            i.courante = i.acquise.clone();
                            i.retenu = false;
                        });
                        moi.etat.set(Etat::Vide);
                        fait.try_run(());
                    }
                    Err(echec) => {
                        moi.interne.update_value(|i| i.retenu = false);
                        moi.echoue(&echec);
                    }
                }
            });
        };
        self.puis(suite);
    }

    fn acquiert(&self, saisie: SaisieRendezVous, garde: &BrouillonGarde) {
        let quand = garde.saisie_le;
        self.interne.update_value(|i| {
            i.version = garde.version;
            i.acquise = saisie.clone().retenir(&i.acquise).0;
            i.envoyee = saisie;
            i.refuses = garde.refuses.clone();
            i.acquise_le = Some(quand);
            i.essais = 0;
        });
        if !self.a_envoyer() {
            self.etat.set(self.au_repos());
        } else if self.interne.with_value(|i| i.parti) {
            self.enregistre();
        } else {
            self.etat.set(Etat::Modifie);
            self.arme(DELAI);
        }
    }

    fn echoue(&self, echec: &Echec) {
        match echec {
            Echec::SessionExpiree => self.etat.set(Etat::SessionFinie),
            Echec::Probleme(p) if p.status == 412 => self.compare(),
            Echec::Probleme(p) if p.status < 500 => self.etat.set(Etat::Refuse(p.detail.clone())),
            _ => {
                self.etat.set(Etat::Perdu);
                self.interne.update_value(|i| i.essais += 1);
                self.arme(self.interne.with_value(|i| attente(i.essais)));
            }
        }
    }

    /// Does what was waiting for the last save.
    fn poursuit(&self) {
        let mut suite = None;
        self.interne.update_value(|i| {
            if !i.en_vol {
                suite = i.suite.take();
            }
        });
        if let Some(suite) = suite {
            suite();
        }
    }

    /// Saves what is typed; even when the server has it already, if `inchange`.
    fn envoie(&self, inchange: bool) {
        self.minuterie.desarme();
        let conflit = self.conflit.with_untracked(Option::is_some);
        let depart = self.interne.with_value(|i| {
            let libre = !i.en_vol && !i.retenu && !conflit;
            (libre && (inchange || i.courante != i.envoyee))
                .then(|| (i.personne, i.courante.clone(), i.version))
        });
        let Some((personne, saisie, version)) = depart else {
            // Typed, then typed back: the server lacks nothing.
            if !self.a_envoyer() && self.etat.get_untracked() == Etat::Modifie {
                self.etat.set(self.au_repos());
            }
            return;
        };
        self.interne.update_value(|i| i.en_vol = true);
        self.etat.set(Etat::EnCours);
        let moi = self.clone();
        spawn_local(async move {
            let lu = appeler_version::<GarderBrouillonRendezVous>(personne, saisie.clone(), version).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(garde) => moi.acquiert(saisie, &garde),
                Err(echec) => moi.echoue(&echec),
            }
            moi.poursuit();
        });
    }

    /// Something is typed that the server was not given yet.
    fn a_envoyer(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.envoyee)
    }

    /// Where the draft stands when nothing is left to send.
    fn au_repos(&self) -> Etat {
        self.interne.with_value(|i| match i.acquise_le {
            None => Etat::Vide,
            Some(quand) if i.refuses.is_empty() => Etat::Enregistre(quand),
            Some(quand) => Etat::Partiel(quand, sauf(&i.refuses, libelle_du_champ)),
        })
    }

    fn arme(&self, delai: Duration) {
        let moi = self.clone();
        self.minuterie.arme(delai, move || moi.enregistre());
    }
}
