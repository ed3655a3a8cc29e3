//! Another tab of the same agent types the same draft: neither overwrites the other.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::PreparerRendezVous;
use reciproque_shared::fiche_rendez_vous::BrouillonRendezVous;
use reciproque_shared::rendez_vous::SaisieRendezVous;

use super::Brouillon;
use crate::pages::brouillon::{Etat, Gardee as _};
use crate::server::appeler;

/// Another tab changed the draft meanwhile.
#[derive(Clone)]
pub struct Conflit {
    /// What both started from.
    pub base: SaisieRendezVous,
    pub mienne: SaisieRendezVous,
    pub autre: BrouillonRendezVous,
}

impl Brouillon {
    /// The agent chose: goes on from the version of the other tab with this content.
    pub fn tranche(&self, autre: &BrouillonRendezVous, saisie: SaisieRendezVous) {
        self.interne.update_value(|i| i.courante = saisie);
        self.adopte(autre);
        self.conflit.set(None);
        self.enregistre();
    }

    fn adopte(&self, autre: &BrouillonRendezVous) {
        self.interne.update_value(|i| {
            i.version = autre.version;
            i.acquise = autre.saisie.clone();
            i.envoyee = autre.saisie.clone();
            i.refuses.clear();
            i.acquise_le = Some(autre.saisie_le);
        });
        self.etat.set(Etat::Enregistre(autre.saisie_le));
    }

    /// Another tab changed the draft: what is there now, and what to do of it.
    pub(super) fn compare(&self) {
        let personne = self.interne.with_value(|i| i.personne);
        // Still busy: nothing is sent until the agent knows.
        self.interne.update_value(|i| i.en_vol = true);
        let moi = self.clone();
        spawn_local(async move {
            let lu = appeler::<PreparerRendezVous>(personne, ()).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(preparation) => moi.oppose(preparation.brouillon),
                Err(echec) => moi.echoue(&echec),
            }
            moi.poursuit();
        });
    }

    fn oppose(&self, autre: Option<BrouillonRendezVous>) {
        let (base, mienne) = self.interne.with_value(|i| (i.acquise.clone(), i.courante.clone()));
        match autre {
            // Dropped, or sent: there is nothing to overwrite.
            None => {
                self.interne.update_value(|i| i.version = 0);
                self.enregistre();
            }
            // Both tabs say the same.
            Some(autre) if autre.saisie == mienne => self.adopte(&autre),
            Some(autre) => {
                self.interne.update_value(|i| {
                    i.suite = None;
                    i.retenu = false;
                });
                self.etat.set(Etat::Conflit);
                self.conflit.set(Some(Conflit { base, mienne, autre }));
            }
        }
    }
}
