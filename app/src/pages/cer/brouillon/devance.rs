//! Somebody acted first: what is there now, and the question that it asks. Nothing typed is lost.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterCer, PreparerCer};
use reciproque_shared::cer::SaisieCer;
use reciproque_shared::fiche_cer::{FicheCer, LigneCer};

use super::{Brouillon, Garde};
use crate::pages::brouillon::{Etat, Gardee as _};
use crate::pages::erreurs_de;
use crate::server::{Echec, appeler};

/// Somebody else changed the contract meanwhile.
#[derive(Clone)]
pub struct Conflit {
    /// What both started from.
    pub base: SaisieCer,
    pub mienne: SaisieCer,
    pub autre: Arc<FicheCer>,
}

/// What stands where one wanted to write.
enum Devancier {
    /// The draft, changed or begun by somebody else.
    Cer(Box<FicheCer>),
    /// A contract was signed or sent meanwhile.
    Instance(LigneCer),
    Rien,
}

impl Brouillon {
    /// The agent chose: goes on from the version of the other with this content.
    pub fn tranche(&self, autre: &FicheCer, saisie: SaisieCer) {
        self.interne.update_value(|i| {
            i.garde = Some(Garde { cer: autre.id, version: autre.version });
            i.creation = None;
            i.acquise = autre.feuille.saisie.clone();
            i.envoyee = autre.feuille.saisie.clone();
            i.refuses.clear();
            i.acquise_le = Some(autre.saisie_le);
            i.courante = saisie;
        });
        self.conflit.set(None);
        self.etat.set(Etat::Enregistre(autre.saisie_le));
        self.enregistre();
    }

    /// What is there now, and what to do of it.
    pub(super) fn compare(&self, refus: Echec) {
        let (personne, garde) = self.interne.with_value(|i| (i.personne, i.garde));
        // Still busy: nothing is sent until the agent knows.
        self.interne.update_value(|i| i.en_vol = true);
        let moi = self.clone();
        spawn_local(async move {
            let lu = devancier(personne, garde).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(Devancier::Cer(autre)) => moi.oppose(*autre),
                Ok(Devancier::Instance(autre)) => moi.interroge(autre),
                Ok(Devancier::Rien) => {
                    moi.refuse(&refus);
                    moi.poursuit(Err(erreurs_de(&refus, "")));
                }
                Err(echec) => moi.echoue(echec),
            }
        });
    }

    fn interroge(&self, autre: LigneCer) {
        self.interne.update_value(|i| {
            i.creation = None;
            i.suite = None;
        });
        self.etat.set(Etat::Conflit);
        self.instance.set(Some(autre));
    }

    fn oppose(&self, autre: FicheCer) {
        let (base, mienne) = self.interne.with_value(|i| (i.acquise.clone(), i.courante.clone()));
        // Both typed the same: there is nothing to choose.
        if autre.etat.modifiable() && autre.feuille.saisie == mienne {
            return self.tranche(&autre, mienne);
        }
        self.interne.update_value(|i| i.suite = None);
        self.etat.set(Etat::Conflit);
        self.conflit.set(Some(Conflit { base, mienne, autre: Arc::new(autre) }));
    }
}

async fn devancier(personne: i64, garde: Option<Garde>) -> Result<Devancier, Echec> {
    let cer = match garde {
        Some(garde) => garde.cer,
        None => {
            let preparation = appeler::<PreparerCer>(personne, ()).await?;
            match (preparation.brouillon, preparation.en_instance) {
                (Some(brouillon), _) => brouillon,
                (None, Some(ligne)) => return Ok(Devancier::Instance(ligne)),
                (None, None) => return Ok(Devancier::Rien),
            }
        }
    };
    Ok(Devancier::Cer(Box::new(appeler::<ConsulterCer>(cer, ()).await?)))
}
