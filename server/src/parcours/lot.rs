//! One orientation for several persons.

use std::collections::HashMap;

use reciproque_shared::api::{AnnulerLot, ConsulterLot, OrienterLot, PreparerLot};
use reciproque_shared::parcours::lot::{
    ApercuLot, FicheLot, IssueLot, SaisieLot, SorteLot, decision_pour, nombre_admis,
};
use reciproque_shared::parcours::{Contexte, GesteParcours, OrientationDecidee, SaisieOrientation};

use super::a_orienter::toutes;
use super::decision::{Decision, en_mots};
use super::etape::Etape;
use super::fiche::ParcoursCharge;
use super::lecture::du_lot;
use super::plusieurs::{self, Chargee, Essai, Garde, Tentee, raison};
use super::structures::Structures;
use crate::depot::entite::{lot_orientation, personne};
use crate::garde::lecture::parcours::{Domicile, personnes_atteintes};
use crate::garde::lecture::personne_concernee;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /orientations/preparation`
pub async fn preparer(passage: Passage, appel: AppelRecu<PreparerLot>) -> Result<Traced<ApercuLot>, Refus> {
    let essai = EssaiOrientation::lire(&passage, &appel.corps).await?;
    let issue = |(_, (personne, issue)): (i64, Tentee)| {
        personne.map(|personne| IssueLot { personne: personne_concernee(&personne), raison: issue.err() })
    };
    let tentees = essai.tenter(&passage, &essai.personnes).await?;
    let mut apercu =
        ApercuLot { issues: tentees.into_iter().filter_map(issue).collect(), au_dela: 0, capacite: None };
    if let Some(structure) = essai.contexte.structure(essai.lue.structure()) {
        let possibles = i64::try_from(apercu.possibles()).unwrap_or(i64::MAX);
        apercu.capacite = structure.capacite;
        apercu.au_dela = structure.depassement(possibles).min(possibles);
    }
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| apercu).await
}

/// `POST /orientations`
pub async fn orienter(passage: Passage, appel: AppelRecu<OrienterLot>) -> Result<Traced<FicheLot>, Refus> {
    let essai = EssaiOrientation::lire(&passage, &appel.corps).await?;
    plusieurs::faire(&passage, &essai).await
}

/// `GET /orientations/{lot}`
pub async fn consulter(passage: Passage, appel: AppelRecu<ConsulterLot>) -> Result<Traced<FicheLot>, Refus> {
    relire(passage, appel.chemin).await
}

pub async fn relire(passage: Passage, id: i64) -> Result<Traced<FicheLot>, Refus> {
    plusieurs::relire::<EssaiOrientation>(&passage, id).await
}

/// `POST /orientations/{lot}/annulation`
pub async fn annuler(passage: Passage, appel: AppelRecu<AnnulerLot>) -> Result<Traced<FicheLot>, Refus> {
    plusieurs::annuler::<EssaiOrientation>(&passage, appel.chemin).await
}

/// An orientation, and for whom.
struct EssaiOrientation {
    personnes: Vec<i64>,
    decision: SaisieOrientation,
    structures: Structures,
    /// As it is read of anybody whom nobody accompanies.
    lue: OrientationDecidee,
    contexte: Contexte,
}

impl EssaiOrientation {
    /// # Errors
    /// The decision refused for anybody, field by field; nobody, or too many.
    async fn lire(passage: &Passage, saisie: &SaisieLot) -> Result<Self, Refus> {
        let jour = passage.app().horloge.aujourdhui();
        let structures = Structures::charger(passage.base(), jour).await?;
        let contexte = Contexte {
            aujourdhui: jour,
            en_cours: None,
            dernier_jour: None,
            referent: None,
            referent_depuis: None,
            structures: structures.pour(&Domicile::default()),
        };
        let decision = decision_pour(&saisie.decision, &contexte);
        let lue = OrientationDecidee::lire(&decision, &contexte).map_err(Refus::Invalide)?;
        let mut personnes = match saisie.personnes.is_empty() {
            true => toutes(passage, &saisie.filtre).await?,
            false => saisie.personnes.clone(),
        };
        personnes.sort_unstable();
        personnes.dedup();
        nombre_admis(personnes.len()).map_err(Refus::Invalide)?;
        Ok(Self { personnes, decision: saisie.decision.clone(), structures, lue, contexte })
    }
}

impl EssaiOrientation {
    /// What the orientation makes of the parcours of one person. What it takes the structure beyond is
    /// said of the whole decision.
    fn decision(&self, charge: ParcoursCharge) -> Result<(ParcoursCharge, Decision), String> {
        let contexte = &charge.contexte;
        if contexte.en_cours.is_some() {
            let structure = contexte.actuelle().map_or("une structure", |structure| &structure.nom);
            return Err(format!("Déjà orientée vers {structure}."));
        }
        let saisie = decision_pour(&self.decision, contexte);
        let lue = OrientationDecidee::lire(&saisie, contexte).map_err(raison)?;
        let etape = Etape::nouvelle(GesteParcours::Orienter, en_mots(&lue, contexte, 0));
        let apres = charge.tenu.clone().orientee(&lue);
        Ok((charge, Decision { etape, apres, releve: None }))
    }
}

impl Essai for EssaiOrientation {
    const SORTE: SorteLot = SorteLot::Orientation;
    const PERSONNE: &'static str =
        "Aucune de ces personnes ne peut être orientée ainsi : l’aperçu dit pourquoi, pour chacune.";
    type Fiche = FicheLot;

    fn personnes(&self) -> Vec<i64> {
        self.personnes.clone()
    }

    fn quoi(&self, nombre: usize) -> String {
        en_mots(&self.lue, &self.contexte, i64::try_from(nombre).unwrap_or(i64::MAX))
    }

    async fn tenter(&self, passage: &Passage, ids: &[i64]) -> Result<Vec<(i64, Tentee)>, Refus> {
        let charges = plusieurs::charges(passage, ids, &self.structures).await?;
        let tentee = |(id, charge): Chargee| match charge {
            Ok(charge) => (id, (Some(charge.personne.clone()), self.decision(charge))),
            Err(raison) => (id, (None, Err(raison))),
        };
        Ok(charges.into_iter().map(tentee).collect())
    }

    async fn fiche(passage: &Passage, lot: lot_orientation::Model) -> Result<FicheLot, Refus> {
        let Garde { auteur, exclues, gardees } = Garde::lire(passage, &lot).await?;
        let orientees = du_lot(passage.base(), lot.id).await?;
        let ids = orientees.iter().copied().chain(exclues.iter().map(|(id, _)| *id));
        let personnes = personnes_atteintes(passage, ids).await?;
        let personnes: HashMap<i64, personne::Model> = personnes.into_iter().map(|p| (p.id, p)).collect();
        let issue = |id: i64, raison: Option<String>| {
            Some(IssueLot { personne: personne_concernee(personnes.get(&id)?), raison })
        };
        Ok(FicheLot {
            id: lot.id,
            quoi: lot.quoi,
            instant: lot.instant,
            agent: auteur,
            orientees: orientees.into_iter().filter_map(|id| issue(id, gardees.get(&id).cloned())).collect(),
            exclues: exclues.into_iter().filter_map(|(id, raison)| issue(id, Some(raison))).collect(),
            annule_le: lot.annule_le,
            annulable: lot.annule_le.is_none(),
        })
    }
}
