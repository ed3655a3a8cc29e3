//! The draft of a rendez-vous: one an agent and a person, dropped with the rendez-vous that it
//! becomes.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{EffacerBrouillonRendezVous, GarderBrouillonRendezVous, PreparerRendezVous};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::cer::Difference;
use reciproque_shared::fiche_rendez_vous::{BrouillonRendezVous, PreparationRendezVous};
use reciproque_shared::rendez_vous::{SaisieRendezVous, differences, libelle_du_champ};
use reciproque_shared::session::Equipe;

use crate::pages::brouillon::{self, Autre, Depart, Devancier, Mots, Saisie};
use crate::pages::{a_l_heure, adresse_nouveau_rendez_vous};
use crate::server::{Echec, appeler, appeler_version, confier};

pub type Brouillon = brouillon::Brouillon<Projet>;

/// A rendez-vous to come, while one types it.
#[derive(Clone)]
pub struct Projet {
    dossier: i64,
    personne: i64,
    equipe: Arc<Equipe>,
}

impl Projet {
    pub fn depart(preparation: &PreparationRendezVous) -> Depart<Self> {
        let saisie = Self {
            dossier: preparation.personne.dossier,
            personne: preparation.personne.personne,
            equipe: Arc::new(preparation.equipe.clone()),
        };
        let garde = preparation.brouillon.as_ref();
        let texte = garde.map_or(&preparation.depart, |garde| &garde.saisie).clone();
        Depart { saisie, texte, garde: garde.map(garde_de) }
    }
}

fn garde_de(brouillon: &BrouillonRendezVous) -> BrouillonGarde {
    let BrouillonRendezVous { version, saisie_le, .. } = *brouillon;
    BrouillonGarde { version, saisie_le, refuses: Vec::new() }
}

impl Saisie for Projet {
    type Texte = SaisieRendezVous;

    fn lieu(&self) -> String {
        adresse_nouveau_rendez_vous(self.dossier, self.personne)
    }

    async fn garder(self, texte: SaisieRendezVous, version: i32) -> Result<(Self, BrouillonGarde), Echec> {
        let garde = appeler_version::<GarderBrouillonRendezVous>(self.personne, texte, version).await?;
        Ok((self, garde))
    }

    fn confier(&self, texte: &SaisieRendezVous, version: i32) {
        confier::<GarderBrouillonRendezVous>(&self.personne, texte, Some(version));
    }

    async fn devancier(self, _refus: Echec) -> Result<Devancier<Self>, Echec> {
        let preparation = appeler::<PreparerRendezVous>(self.personne, ()).await?;
        Ok(preparation.brouillon.map_or(Devancier::Rien, |garde| {
            Devancier::Autre(Box::new(Autre {
                saisie: self,
                version: garde.version,
                texte: garde.saisie,
                base: None,
                mots: Mots::d_un_onglet(&a_l_heure(garde.saisie_le)),
                fige: None,
            }))
        }))
    }

    fn differences(&self, la_votre: &SaisieRendezVous, l_autre: &SaisieRendezVous) -> Vec<Difference> {
        differences(la_votre, l_autre, &self.equipe)
    }

    fn reprendre(texte: &mut SaisieRendezVous, champ: &str, autre: &SaisieRendezVous) {
        texte.reprend(champ, autre);
    }

    fn retenir(texte: SaisieRendezVous, garde: &SaisieRendezVous) -> SaisieRendezVous {
        texte.retenir(garde).0
    }

    fn libelle(champ: &str) -> &'static str {
        libelle_du_champ(champ)
    }
}

/// Gives the draft up; `fait` puts back what the form began with, `depart`.
pub fn effacer(brouillon: &Brouillon, depart: SaisieRendezVous, fait: Callback<()>) {
    let moi = brouillon.clone();
    brouillon.puis(move |_| {
        spawn_local(async move {
            let (personne, version) = (moi.saisie().personne, moi.version());
            match appeler_version::<EffacerBrouillonRendezVous>(personne, (), version).await {
                Ok(()) => {
                    moi.repart(depart);
                    fait.try_run(());
                }
                Err(echec) => {
                    moi.reprend();
                    moi.echoue(echec);
                }
            }
        });
    });
}
