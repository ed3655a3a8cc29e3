//! The draft is on the server as one types: five seconds after a change, when one leaves
//! a field, when the page is hidden. Nothing is created before the first change. One save at a
//! time, each on the version that the one before it answered. It outlives the screen until the
//! last change is safe.

mod devance;
mod envoi;

pub use devance::Conflit;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use reciproque_shared::cer::{SaisieCer, libelle_du_champ};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::fiche_cer::{FeuilleCer, FicheCer, LigneCer, NouveauCer, PreparationCer};

use crate::pages::brouillon::{DELAI, Etat, Gardee, Minuterie, retrouver, sauf};

/// What the form is opened on.
#[derive(Clone)]
pub enum Origine {
    /// Nothing is kept yet.
    Nouveau(Arc<PreparationCer>),
    Garde(Arc<FicheCer>),
}

/// The draft as the server has it: its number and version.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Garde {
    pub cer: i64,
    pub version: i32,
}

/// What to do once all that is typed is on the server, or why it could not be.
type Suite = Callback<(Result<Garde, Vec<crate::ui::Erreur>>,)>;

struct Interne {
    personne: i64,
    /// None as long as nothing was typed and kept.
    garde: Option<Garde>,
    /// A creation without an answer is asked again as it was: it makes one draft.
    creation: Option<NouveauCer>,
    /// One wants this contract beside another one.
    malgre_instance: bool,
    /// What the server has, or what the form began with.
    acquise: SaisieCer,
    /// What it was last given: it has all of it but the fields that it refused.
    envoyee: SaisieCer,
    refuses: Vec<ErreurChamp>,
    /// Since when; none while the server has no draft.
    acquise_le: Option<DateTime<Utc>>,
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
    /// A contract whose outcome is awaited: the agent says whether they want another one.
    pub instance: ArcRwSignal<Option<LigneCer>>,
}

impl Origine {
    pub fn feuille(&self) -> &FeuilleCer {
        match self {
            Self::Nouveau(preparation) => &preparation.feuille,
            Self::Garde(fiche) => &fiche.feuille,
        }
    }

    fn garde(&self) -> Option<Garde> {
        match self {
            Self::Nouveau(_) => None,
            Self::Garde(fiche) => Some(Garde { cer: fiche.id, version: fiche.version }),
        }
    }
}

/// Address of the page of the draft.
fn adresse(personne: i64, garde: Option<Garde>) -> String {
    match garde {
        None => format!("/personnes/{personne}/cer/nouveau"),
        Some(garde) => format!("/cer/{}", garde.cer),
    }
}

impl Brouillon {
    /// What was typed on this page before and is not on the server yet; else what the server has.
    pub fn ouvrir(origine: &Origine) -> Self {
        let personne = origine.feuille().personne.personne;
        match retrouver::<Self>(&adresse(personne, origine.garde())) {
            Some(brouillon) => {
                brouillon.interne.update_value(|i| i.parti = false);
                brouillon
            }
            None => Self::nouveau(origine),
        }
    }

    /// Whether something was typed for a new contract of this person that the server lacks.
    pub fn attend(personne: i64) -> bool {
        retrouver::<Self>(&adresse(personne, None)).is_some()
    }

    /// What is typed.
    pub fn courante(&self) -> SaisieCer {
        self.interne.with_value(|i| i.courante.clone())
    }

    /// Whether the server has a draft. Tracked.
    pub fn existe(&self) -> bool {
        self.etat.track();
        self.interne.with_value(|i| i.garde.is_some())
    }

    fn nouveau(origine: &Origine) -> Self {
        let (feuille, acquise_le, instance) = match origine {
            Origine::Nouveau(preparation) => (&preparation.feuille, None, preparation.en_instance.clone()),
            Origine::Garde(fiche) => (&fiche.feuille, Some(fiche.saisie_le), None),
        };
        let interne = Interne {
            personne: feuille.personne.personne,
            garde: origine.garde(),
            creation: None,
            malgre_instance: false,
            acquise: feuille.saisie.clone(),
            envoyee: feuille.saisie.clone(),
            refuses: Vec::new(),
            acquise_le,
            courante: feuille.saisie.clone(),
            en_vol: false,
            essais: 0,
            suite: None,
            parti: false,
        };
        Self {
            interne: ArcStoredValue::new(interne),
            minuterie: Minuterie::default(),
            etat: ArcRwSignal::new(acquise_le.map_or(Etat::Vide, Etat::Enregistre)),
            conflit: ArcRwSignal::new(None),
            instance: ArcRwSignal::new(instance),
        }
    }

    /// The form now says this.
    pub fn change(&self, saisie: SaisieCer) {
        self.interne.update_value(|i| i.courante = saisie);
        let repos = matches!(
            self.etat.get_untracked(),
            Etat::Vide | Etat::Enregistre(_) | Etat::Partiel(..) | Etat::Refuse(_)
        );
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

    /// One knows of the other contract, and goes on with this one.
    pub fn malgre_instance(&self) {
        self.interne.update_value(|i| i.malgre_instance = true);
        self.instance.set(None);
        self.enregistre();
    }

    /// After a save, or when there is nothing to save: what was waiting for it.
    fn conclut(&self) {
        if self.interne.with_value(|i| i.en_vol) || self.attend_l_agent() {
            return;
        }
        if self.a_envoyer() {
            let presse = self.interne.with_value(|i| i.parti || i.suite.is_some());
            self.etat.set(Etat::Modifie);
            return if presse { self.enregistre() } else { self.arme(DELAI) };
        }
        let (quand, garde, refuses) = self.interne.with_value(|i| (i.acquise_le, i.garde, i.refuses.clone()));
        // Typed, then typed back before anything was kept.
        let Some((quand, garde)) = quand.zip(garde) else { return self.etat.set(Etat::Vide) };
        if refuses.is_empty() {
            self.etat.set(Etat::Enregistre(quand));
            return self.poursuit(Ok(garde));
        }
        self.etat.set(Etat::Partiel(quand, sauf(&refuses, libelle_du_champ)));
        self.poursuit(Err(refuses.into_iter().map(crate::ui::Erreur::from).collect()));
    }

    /// Something is typed that the server was not given yet; or one signs before having typed.
    fn a_envoyer(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.envoyee || (i.garde.is_none() && i.suite.is_some()))
    }

    /// A question is on the screen: nothing is sent until it is answered.
    fn attend_l_agent(&self) -> bool {
        self.conflit.with_untracked(Option::is_some) || self.instance.with_untracked(Option::is_some)
    }

    fn poursuit(&self, issue: Result<Garde, Vec<crate::ui::Erreur>>) {
        let mut suite = None;
        self.interne.update_value(|i| suite = i.suite.take());
        if let Some(suite) = suite {
            suite.try_run((issue,));
        }
    }

    fn arme(&self, delai: Duration) {
        let moi = self.clone();
        self.minuterie.arme(delai, move || moi.enregistre());
    }
}

impl Gardee for Brouillon {
    fn lieu(&self) -> String {
        self.interne.with_value(|i| adresse(i.personne, i.garde))
    }

    fn enregistre(&self) {
        self.envoie();
    }

    fn modifie(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.acquise)
    }

    fn confie(&self) {
        self.confie_au_navigateur();
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
