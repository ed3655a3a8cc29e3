//! The draft of a rendez-vous to come, or of what changes one that exists: dropped with what it
//! becomes.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{
    ConsulterRendezVous, CreerRendezVous, EffacerBrouillonChangement, EffacerBrouillonRendezVous,
    GarderBrouillonChangement, GarderBrouillonRendezVous, ModifierRendezVous, PreparerRendezVous,
    RenseignerRendezVous,
};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::cer::Difference;
use reciproque_shared::rendez_vous::fiche::{
    BrouillonRendezVous, FicheRendezVous, PreparationRendezVous, ReponseRendezVous, SaisieChangement,
    SaisieStatut, dernier_geste, raconter,
};
use reciproque_shared::rendez_vous::{
    Changement, SaisieRendezVous, StatutRendezVous, differences, libelle_du_champ,
};
use reciproque_shared::session::Equipe;

use crate::pages::brouillon::{self, Autre, Depart, Devancier, Mots, Saisie, retrouver};
use crate::pages::{a_l_heure, adresse_nouveau_rendez_vous};
use crate::server::{Echec, appeler, appeler_version, confier};

pub type Brouillon = brouillon::Brouillon<Projet>;

#[derive(Clone)]
enum Sujet {
    Nouveau {
        dossier: i64,
        personne: i64,
    },
    /// Of a rendez-vous, as the agent knows it.
    Change(Changement, Arc<FicheRendezVous>),
}

/// What is typed of one rendez-vous.
#[derive(Clone)]
pub struct Projet {
    sujet: Sujet,
    pub equipe: Arc<Equipe>,
    /// What the form says as long as nothing is typed.
    pub vierge: SaisieRendezVous,
}

/// One that does not exist yet.
pub fn nouveau(preparation: &PreparationRendezVous) -> Depart<Projet> {
    let PreparationRendezVous { personne, equipe, depart, brouillon } = preparation;
    let sujet = Sujet::Nouveau { dossier: personne.dossier, personne: personne.personne };
    let saisie = Projet { sujet, equipe: Arc::new(equipe.clone()), vierge: depart.clone() };
    let texte = brouillon.as_ref().map_or(depart, |garde| &garde.saisie).clone();
    Depart { saisie, texte, garde: brouillon.as_ref().map(garde), devance: None }
}

/// A change of this one. Somebody may have acted since it was typed.
pub fn changement(changement: Changement, fiche: &FicheRendezVous, equipe: &Equipe) -> Depart<Projet> {
    let vierge = changement.depart(fiche.ecrite());
    let sujet = Sujet::Change(changement, Arc::new(fiche.clone()));
    let saisie = Projet { sujet, equipe: Arc::new(equipe.clone()), vierge: vierge.clone() };
    let Some(deja) = fiche.brouillon(changement) else {
        return Depart { saisie, texte: vierge, garde: None, devance: None };
    };
    let change = deja.depart != fiche.ecrite() || !fiche.permet(changement);
    let devance = change.then(|| Autre {
        base: Some(changement.depart(deja.depart.clone())),
        ..saisie.autre(dernier_geste(fiche).into_iter().collect())
    });
    Depart { saisie, texte: deja.brouillon.saisie.clone(), garde: Some(garde(&deja.brouillon)), devance }
}

fn garde(brouillon: &BrouillonRendezVous) -> BrouillonGarde {
    let BrouillonRendezVous { version, saisie_le, .. } = *brouillon;
    BrouillonGarde { version, saisie_le, refuses: Vec::new() }
}

/// Whether something was typed to postpone this one.
pub fn reporte(fiche: &FicheRendezVous) -> bool {
    let ici = retrouver::<Brouillon>(&adresse(Changement::Report, fiche)).is_some();
    ici || (fiche.permet(Changement::Report) && fiche.brouillon(Changement::Report).is_some())
}

fn adresse(changement: Changement, fiche: &FicheRendezVous) -> String {
    let id = fiche.ligne.id;
    match changement {
        Changement::Modification => format!("/rendez-vous/{id}/modifier"),
        Changement::Report => format!("/rendez-vous/{id}"),
    }
}

impl Projet {
    /// The rendez-vous that it changes.
    pub fn fiche(&self) -> Option<&FicheRendezVous> {
        match &self.sujet {
            Sujet::Nouveau { .. } => None,
            Sujet::Change(_, fiche) => Some(fiche),
        }
    }

    /// Does what was typed for it.
    pub async fn ecrire(&self, saisie: SaisieRendezVous) -> Result<ReponseRendezVous, Echec> {
        match &self.sujet {
            Sujet::Nouveau { personne, .. } => appeler::<CreerRendezVous>(*personne, saisie).await,
            Sujet::Change(Changement::Modification, fiche) => {
                appeler_version::<ModifierRendezVous>(fiche.ligne.id, saisie, fiche.ligne.version).await
            }
            Sujet::Change(Changement::Report, fiche) => {
                let saisie = SaisieStatut { statut: StatutRendezVous::Reporte, report: Some(saisie) };
                appeler_version::<RenseignerRendezVous>(fiche.ligne.id, saisie, fiche.ligne.version).await
            }
        }
    }

    async fn effacer(&self, version: i32) -> Result<(), Echec> {
        match &self.sujet {
            Sujet::Nouveau { personne, .. } => {
                appeler_version::<EffacerBrouillonRendezVous>(*personne, (), version).await
            }
            Sujet::Change(changement, fiche) => {
                let chemin = (fiche.ligne.id, *changement);
                appeler_version::<EffacerBrouillonChangement>(chemin, (), version).await
            }
        }
    }

    /// The rendez-vous as it is now, against what was typed.
    fn autre(&self, faits: Vec<String>) -> Autre<Self> {
        let possible = match &self.sujet {
            Sujet::Nouveau { .. } => true,
            Sujet::Change(changement, fiche) => fiche.permet(*changement),
        };
        Autre {
            saisie: self.clone(),
            version: None,
            texte: self.vierge.clone(),
            base: None,
            mots: Mots::d_une_personne("Ce rendez-vous a changé entre-temps", faits),
            fige: (!possible).then_some("Voir le rendez-vous"),
        }
    }

    fn d_un_onglet(self, garde: &BrouillonRendezVous) -> Autre<Self> {
        Autre {
            version: Some(garde.version),
            texte: garde.saisie.clone(),
            base: None,
            mots: Mots::d_un_onglet(&a_l_heure(garde.saisie_le)),
            fige: None,
            saisie: self,
        }
    }

    async fn devancier_du_nouveau(self, personne: i64) -> Result<Devancier<Self>, Echec> {
        let preparation = appeler::<PreparerRendezVous>(personne, ()).await?;
        Ok(match preparation.brouillon {
            Some(garde) => Devancier::Autre(Box::new(self.d_un_onglet(&garde))),
            None => Devancier::Rien,
        })
    }

    async fn devancier_du_changement(
        self,
        changement: Changement,
        avant: &FicheRendezVous,
        refus: Echec,
    ) -> Result<Devancier<Self>, Echec> {
        let fiche = appeler::<ConsulterRendezVous>(avant.ligne.id, ()).await?;
        let ici = fiche.permet(changement) && fiche.ligne.version == avant.ligne.version;
        let autre = match fiche.brouillon(changement).filter(|_| ici) {
            Some(deja) => self.d_un_onglet(&deja.brouillon),
            None if ici => return Ok(Devancier::Rien),
            None => {
                let mut faits = raconter(avant, &fiche);
                if faits.is_empty() {
                    faits.push(refus.detail().to_owned());
                }
                let vierge = changement.depart(fiche.ecrite());
                let sujet = Sujet::Change(changement, Arc::new(fiche));
                Autre { base: Some(self.vierge.clone()), ..Self { sujet, vierge, ..self }.autre(faits) }
            }
        };
        Ok(Devancier::Autre(Box::new(autre)))
    }
}

impl Saisie for Projet {
    type Texte = SaisieRendezVous;

    fn lieu(&self) -> String {
        match &self.sujet {
            Sujet::Nouveau { dossier, personne } => adresse_nouveau_rendez_vous(*dossier, *personne),
            Sujet::Change(changement, fiche) => adresse(*changement, fiche),
        }
    }

    async fn garder(self, texte: SaisieRendezVous, version: i32) -> Result<(Self, BrouillonGarde), Echec> {
        let garde = match &self.sujet {
            Sujet::Nouveau { personne, .. } => {
                appeler_version::<GarderBrouillonRendezVous>(*personne, texte, version).await?
            }
            Sujet::Change(changement, fiche) => {
                let saisie = SaisieChangement { vue: fiche.ligne.version, saisie: texte };
                let chemin = (fiche.ligne.id, *changement);
                appeler_version::<GarderBrouillonChangement>(chemin, saisie, version).await?
            }
        };
        Ok((self, garde))
    }

    fn confier(&self, texte: &SaisieRendezVous, version: i32) {
        match &self.sujet {
            Sujet::Nouveau { personne, .. } => {
                confier::<GarderBrouillonRendezVous>(personne, texte, version);
            }
            Sujet::Change(changement, fiche) => {
                let saisie = SaisieChangement { vue: fiche.ligne.version, saisie: texte.clone() };
                confier::<GarderBrouillonChangement>(&(fiche.ligne.id, *changement), &saisie, version);
            }
        }
    }

    async fn devancier(self, refus: Echec) -> Result<Devancier<Self>, Echec> {
        match self.sujet.clone() {
            Sujet::Nouveau { personne, .. } => self.devancier_du_nouveau(personne).await,
            Sujet::Change(changement, fiche) => self.devancier_du_changement(changement, &fiche, refus).await,
        }
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

/// Gives the draft up: the form begins again, and `fait` says so.
pub fn effacer(brouillon: &Brouillon, fait: Callback<()>) {
    let moi = brouillon.clone();
    brouillon.puis(move |_| {
        spawn_local(async move {
            let projet = moi.saisie();
            match projet.effacer(moi.version()).await {
                Ok(()) => {
                    moi.repart(projet.vierge);
                    fait.try_run(());
                }
                Err(echec) => {
                    moi.reprend(None);
                    moi.echoue(echec);
                }
            }
        });
    });
}
