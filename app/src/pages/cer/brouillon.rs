//! The draft of a contract: the contract itself, made by the first words typed.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::{ConsulterCer, CreerCer, EnregistrerCer, PreparerCer};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::cer::fiche::{FeuilleCer, FicheCer, LigneCer, NouveauCer, PreparationCer};
use reciproque_shared::cer::{Difference, ReferentPossible, SaisieCer, differences, libelle_du_champ};

use crate::pages::a_l_heure;
use crate::pages::brouillon::{self, Autre, Depart, Devancier, Mots, Saisie, retrouver};
use crate::server::{Echec, appeler, appeler_version, confier};

pub type Brouillon = brouillon::Brouillon<Contrat>;

/// What the form is opened on.
#[derive(Clone)]
pub enum Origine {
    /// Nothing is kept yet.
    Nouveau(Arc<PreparationCer>),
    Garde(Arc<FicheCer>),
}

/// A contract signed or sent, whose outcome is awaited: another one beside it is asked about.
#[derive(Clone)]
pub enum Instance {
    Aucune,
    Attend(LigneCer),
    /// One knows, and wants another one all the same.
    Admise,
}

/// What is typed of one contract.
#[derive(Clone)]
pub struct Contrat {
    personne: i64,
    /// None as long as nothing was typed and kept.
    pub cer: Option<i64>,
    pub instance: ArcRwSignal<Instance>,
    equipe: Arc<Vec<ReferentPossible>>,
}

impl Origine {
    pub fn feuille(&self) -> &FeuilleCer {
        match self {
            Self::Nouveau(preparation) => &preparation.feuille,
            Self::Garde(fiche) => &fiche.feuille,
        }
    }

    pub fn depart(&self) -> Depart<Contrat> {
        let feuille = self.feuille();
        let (cer, garde, instance) = match self {
            Self::Nouveau(preparation) => (None, None, preparation.en_instance.clone()),
            Self::Garde(fiche) => (Some(fiche.id), Some(garde(fiche)), None),
        };
        let saisie = Contrat {
            personne: feuille.personne.personne,
            cer,
            instance: ArcRwSignal::new(instance.map_or(Instance::Aucune, Instance::Attend)),
            equipe: Arc::new(feuille.contexte.equipe.clone().unwrap_or_default()),
        };
        Depart { saisie, texte: feuille.saisie.clone(), garde, devance: None }
    }
}

fn garde(fiche: &FicheCer) -> BrouillonGarde {
    BrouillonGarde { version: fiche.version, saisie_le: fiche.saisie_le, refuses: Vec::new() }
}

/// Whether something was typed for a new contract of this person that the server lacks.
pub fn attend(personne: i64) -> bool {
    retrouver::<Brouillon>(&adresse(personne, None)).is_some()
}

fn adresse(personne: i64, cer: Option<i64>) -> String {
    match cer {
        None => format!("/personnes/{personne}/cer/nouveau"),
        Some(cer) => format!("/cer/{cer}"),
    }
}

impl Contrat {
    fn nouveau(&self, saisie: SaisieCer) -> NouveauCer {
        let admise = self.instance.with_untracked(|instance| matches!(instance, Instance::Admise));
        NouveauCer { saisie, malgre_instance: admise }
    }

    fn devance_par(&self, fiche: FicheCer) -> Autre<Self> {
        let fige = !fiche.etat.modifiable();
        let fait = match fige {
            true => fiche.etat.que_faire().to_owned(),
            false => {
                format!("Le brouillon a été modifié à {} pendant votre saisie.", a_l_heure(fiche.saisie_le))
            }
        };
        let equipe = fiche.feuille.contexte.equipe.map_or_else(|| self.equipe.clone(), Arc::new);
        Autre {
            saisie: Self { cer: Some(fiche.id), equipe, ..self.clone() },
            version: Some(fiche.version),
            texte: fiche.feuille.saisie,
            base: None,
            mots: Mots::d_une_personne("Une autre personne a modifié ce contrat", vec![fait]),
            fige: fige.then_some("Voir le contrat"),
        }
    }

    /// An agent is kept by number, and told by name.
    fn nomme(&self, ecart: Difference) -> Difference {
        if ecart.champ != "referent" {
            return ecart;
        }
        let nom = |numero: String| {
            let agent = self.equipe.iter().find(|agent| agent.id.to_string() == numero);
            agent.map_or(numero, |agent| agent.nom.clone())
        };
        Difference { la_votre: nom(ecart.la_votre), l_autre: nom(ecart.l_autre), ..ecart }
    }
}

impl Saisie for Contrat {
    type Texte = SaisieCer;

    fn lieu(&self) -> String {
        adresse(self.personne, self.cer)
    }

    async fn garder(self, texte: SaisieCer, version: i32) -> Result<(Self, BrouillonGarde), Echec> {
        let Some(cer) = self.cer else {
            let ouvert = appeler::<CreerCer>(self.personne, self.nouveau(texte)).await?;
            return Ok((Self { cer: Some(ouvert.cer), ..self }, ouvert.garde));
        };
        let garde = appeler_version::<EnregistrerCer>(cer, texte, version).await?;
        Ok((self, garde))
    }

    fn confier(&self, texte: &SaisieCer, version: i32) {
        match self.cer {
            None => confier::<CreerCer>(&self.personne, &self.nouveau(texte.clone()), ()),
            Some(cer) => confier::<EnregistrerCer>(&cer, texte, version),
        }
    }

    async fn devancier(self, refus: Echec) -> Result<Devancier<Self>, Echec> {
        let cer = match self.cer {
            Some(cer) => cer,
            None => {
                let preparation = appeler::<PreparerCer>(self.personne, ()).await?;
                match (preparation.brouillon, preparation.en_instance) {
                    (Some(brouillon), _) => brouillon,
                    (None, Some(ligne)) => {
                        self.instance.set(Instance::Attend(ligne));
                        return Ok(Devancier::Question);
                    }
                    (None, None) => return Err(refus),
                }
            }
        };
        let fiche = appeler::<ConsulterCer>(cer, ()).await?;
        Ok(Devancier::Autre(Box::new(self.devance_par(fiche))))
    }

    fn questionne(&self) -> bool {
        self.instance.with_untracked(|instance| matches!(instance, Instance::Attend(_)))
    }

    fn differences(&self, la_votre: &SaisieCer, l_autre: &SaisieCer) -> Vec<Difference> {
        differences(la_votre, l_autre).into_iter().map(|ecart| self.nomme(ecart)).collect()
    }

    fn reprendre(texte: &mut SaisieCer, champ: &str, autre: &SaisieCer) {
        texte.reprend(champ, autre);
    }

    fn retenir(texte: SaisieCer, garde: &SaisieCer) -> SaisieCer {
        texte.retenir(garde).0
    }

    fn libelle(champ: &str) -> &'static str {
        libelle_du_champ(champ)
    }
}
