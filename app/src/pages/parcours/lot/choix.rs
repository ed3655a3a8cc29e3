//! Whom one decision is about, and what is typed of it: kept in memory from page to page, so that
//! looking at a dossier or going back loses nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::parcours::lot::{ApercuLot, FiltreAOrienter, SaisieLot};

use crate::pages::geste::{Champs, Envoi};

/// What would come of a decision, as the server said, and what is then asked for.
pub struct Apercu {
    pub lu: ApercuLot,
    /// In French.
    pub quoi: String,
    /// Those who were told, and nobody else.
    pub demande: SaisieLot,
    /// Chosen, and of whom nothing may be told any more.
    pub absentes: usize,
}

#[derive(Clone, Copy)]
pub struct LotEnCours {
    cochees: RwSignal<BTreeSet<i64>>,
    /// All those of a filter, and how many there were, instead of those ticked.
    toutes: RwSignal<Option<(FiltreAOrienter, usize)>>,
    textes: Champs,
    pub apercu: RwSignal<Option<Arc<Apercu>>>,
}

/// To call around the pages, for as long as this agent is here under this profil.
pub fn provide_lot_en_cours() {
    provide_context(LotEnCours {
        cochees: RwSignal::new(BTreeSet::new()),
        toutes: RwSignal::new(None),
        textes: Champs::nouveau(Envoi::nouveau()),
        apercu: RwSignal::new(None),
    });
}

pub fn use_lot_en_cours() -> LotEnCours {
    expect_context()
}

impl LotEnCours {
    /// How many are chosen. Tracked.
    pub fn nombre(self) -> usize {
        let toutes = self.toutes.with(|toutes| toutes.as_ref().map(|(_, nombre)| *nombre));
        toutes.unwrap_or_else(|| self.cochees.with(BTreeSet::len))
    }

    /// Whether the whole list is chosen. Tracked.
    pub fn toutes(self) -> bool {
        self.toutes.with(Option::is_some)
    }

    /// How many of these are chosen. Tracked.
    pub fn parmi(self, ids: &[i64]) -> usize {
        match self.toutes() {
            true => ids.len(),
            false => self.cochees.with(|cochees| ids.iter().filter(|id| cochees.contains(*id)).count()),
        }
    }

    pub fn coche(self, ids: &[i64], coche: bool) {
        self.cochees.update(|cochees| match coche {
            true => cochees.extend(ids),
            false => cochees.retain(|id| !ids.contains(id)),
        });
    }

    /// All those of this filter, as many as this; ticks wait for when one chooses one by one again.
    pub fn choisit_toutes(self, filtre: FiltreAOrienter, nombre: usize) {
        self.toutes.set(Some((filtre, nombre)));
    }

    pub fn choisit_une_a_une(self) {
        self.toutes.set(None);
    }

    /// The list is another one: « all » was said of the former.
    pub fn suit(self, filtre: &FiltreAOrienter) {
        let autre = |toutes: &Option<(FiltreAOrienter, _)>| {
            toutes.as_ref().is_some_and(|(celui_ci, _)| celui_ci != filtre)
        };
        if self.toutes.with_untracked(autre) {
            self.choisit_une_a_une();
        }
    }

    pub fn decoche_tout(self) {
        self.toutes.set(None);
        self.cochees.set(BTreeSet::new());
    }

    /// The decision is taken: nothing of it stays.
    pub fn oublie(self) {
        self.decoche_tout();
        self.textes.vide_sauf(&[]);
        self.apercu.set(None);
    }

    /// What is typed, in a form that is sent this way.
    pub fn champs(self, envoi: Envoi) -> Champs {
        self.textes.envoyes_par(envoi)
    }

    /// As asked of the server, but for the decision.
    pub fn saisie(self) -> SaisieLot {
        match self.toutes.get_untracked() {
            Some((filtre, _)) => SaisieLot { filtre, ..SaisieLot::default() },
            None => {
                let personnes = self.cochees.with_untracked(|cochees| cochees.iter().copied().collect());
                SaisieLot { personnes, ..SaisieLot::default() }
            }
        }
    }
}
