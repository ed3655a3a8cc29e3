//! What one chooses to hand over, as it is on the page: the day, the persons, the colleagues; and what
//! the server says would come of it.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterTransfert, PreparerTransfert, TransfererPortefeuille};
use reciproque_shared::date;
use reciproque_shared::parcours::portefeuille::{
    ApercuTransfert, FichePortefeuille, FicheTransfert, LignePortefeuille, ProchaineDate, SaisieTransfert,
    TransfertLu, repartir,
};

use crate::pages::geste::{Champs, Dit, Envoi, laisser};
use crate::pages::remettre;
use crate::server::appeler;
use crate::ui::*;

pub const APERCU: &str = "apercu";

/// One person, and whether the line is ticked.
type Coche = (i64, RwSignal<bool>);

#[derive(Clone, Copy)]
pub struct Transmission {
    pub fiche: StoredValue<Arc<FichePortefeuille>>,
    pub champs: Champs,
    pub preparation: Envoi,
    pub envoi: Envoi,
    /// Numbers of the colleagues.
    pub vers: RwSignal<Vec<String>>,
    coches: StoredValue<Vec<Coche>>,
    apercu: RwSignal<Option<(SaisieTransfert, Arc<ApercuTransfert>)>>,
    fait: Callback<FicheTransfert>,
}

impl Transmission {
    pub fn nouvelle(fiche: &Arc<FichePortefeuille>) -> Self {
        let va = use_navigate();
        let fait = Callback::new(move |transfert: FicheTransfert| {
            laisser(Dit::Fait, "Portefeuille transmis.");
            let id = transfert.id;
            remettre::<ConsulterTransfert>(&id, Arc::new(transfert));
            va(&format!("/portefeuilles/transferts/{id}"), NavigateOptions::default());
        });
        let preparation = Envoi::nouveau();
        let champs = Champs::nouveau(preparation);
        champs.depart("jour", &date::court(fiche.aujourdhui));
        let coches = fiche.lignes.iter().map(|ligne| (ligne.personne.personne, RwSignal::new(false)));
        let transmission = Self {
            fiche: StoredValue::new(fiche.clone()),
            champs,
            preparation,
            envoi: Envoi::nouveau(),
            vers: RwSignal::new(Vec::new()),
            coches: StoredValue::new(coches.collect()),
            apercu: RwSignal::new(None),
            fait,
        };
        transmission.oublie_ce_qui_a_change();
        transmission
    }

    /// What was foreseen of other choices is not shown any more.
    fn oublie_ce_qui_a_change(self) {
        Effect::new(move |_| {
            let saisie = self.saisie();
            let autre = |apercu: &Option<(SaisieTransfert, _)>| {
                apercu.as_ref().is_some_and(|(prevue, _)| *prevue != saisie)
            };
            if self.apercu.with_untracked(autre) {
                self.apercu.set(None);
            }
        });
    }

    pub fn aujourdhui(self) -> NaiveDate {
        self.fiche.with_value(|fiche| fiche.aujourdhui)
    }

    /// The box of a person.
    pub fn coche(self, personne: i64) -> Option<RwSignal<bool>> {
        self.coches
            .with_value(|coches| coches.iter().find(|(id, _)| *id == personne).map(|(_, coche)| *coche))
    }

    /// Whether the filters show this line. Tracked.
    fn montre(self, ligne: &LignePortefeuille) -> bool {
        let commune = self.champs.valeur("commune").get();
        let prochain = self.champs.valeur("prochain").get();
        let ici = ligne.commune.as_ref().map(String::as_str).unwrap_or_default();
        let prochaine = ProchaineDate::de(ligne.prochain, self.aujourdhui());
        (commune.is_empty() || commune == ici) && (prochain.is_empty() || prochain == prochaine.code())
    }

    /// The lines that the filters show. Tracked.
    pub fn montrees(self) -> Vec<LignePortefeuille> {
        let fiche = self.fiche.get_value();
        fiche.lignes.iter().filter(|ligne| self.montre(ligne)).cloned().collect()
    }

    /// Those that are ticked, whatever the filters show. Tracked.
    pub fn cochees(self) -> Vec<i64> {
        let coches = self.coches.get_value();
        coches.into_iter().filter(|(_, coche)| coche.get()).map(|(id, _)| id).collect()
    }

    /// As chosen: the ticked ones or, when there are none, all those that are shown. Tracked.
    fn saisie(self) -> SaisieTransfert {
        let cochees = self.cochees();
        let personnes = match cochees.is_empty() {
            true => self.montrees().iter().map(|ligne| ligne.personne.personne).collect(),
            false => cochees,
        };
        let vers: Vec<i64> = self.vers.with(|vers| vers.iter().filter_map(|id| id.parse().ok()).collect());
        SaisieTransfert {
            agent: self.fiche.with_value(|fiche| fiche.agent),
            jour: self.champs.valeur("jour").get(),
            affectations: repartir(&personnes, &vers),
        }
    }

    /// Tracked.
    pub fn apercu(self) -> Option<Arc<ApercuTransfert>> {
        self.apercu.get().map(|(_, apercu)| apercu)
    }

    /// Asks what would come of it, and shows it.
    pub fn prepare(self) {
        let saisie = untrack(|| self.saisie());
        if self.preparation.admet(TransfertLu::lire(&saisie, self.aujourdhui())).is_none() {
            return self.apercu.set(None);
        }
        self.preparation.lance(appeler::<PreparerTransfert>((), saisie.clone()), move |apercu| {
            self.apercu.set(Some((saisie, Arc::new(apercu))));
            request_animation_frame(|| met_au_point(APERCU));
        });
    }

    /// Does what was foreseen.
    pub fn transmet(self) {
        let Some((saisie, _)) = self.apercu.get_untracked() else { return };
        self.envoi.lance(appeler::<TransfererPortefeuille>((), saisie), move |fiche| self.fait.run(fiche));
    }
}
