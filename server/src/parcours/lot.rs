//! One decision for several persons: what would come of it for each, then what came; and its undoing.

use std::collections::HashMap;

use reciproque_shared::api::{AnnulerLot, ConsulterLot, OrienterLot, PreparerLot};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::parcours::lot::{
    ApercuLot, FicheLot, IssueLot, SaisieLot, decision_pour, nombre_admis,
};
use reciproque_shared::parcours::{Contexte, GesteParcours, ParcoursTenu, SaisieOrientation};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use super::a_orienter::toutes;
use super::decision::{Decision, appliquer, orientation};
use super::etape::Etape;
use super::fiche::{ParcoursCharge, adulte};
use super::lecture::du_lot;
use super::structures::Structures;
use crate::attente;
use crate::depot::annuaire::nom_agent;
use crate::depot::entite::{agent, lot_orientation, personne};
use crate::depot::sql::{Clause, Sql, colonnes};
use crate::depot::verrou;
use crate::garde::lecture::parcours::{Domicile, personnes_atteintes};
use crate::garde::lecture::personne_concernee;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const AILLEURS: &str = "Ce dossier n’est plus dans votre territoire.";
const PERSONNE: &str =
    "Aucune de ces personnes ne peut être orientée ainsi : l’aperçu dit pourquoi, pour chacune.";
const SUIVIE: &str = "Une autre décision a suivi celle-ci.";

/// `POST /orientations/preparation`
pub async fn preparer(passage: Passage, appel: AppelRecu<PreparerLot>) -> Result<Traced<ApercuLot>, Refus> {
    let essai = Essai::lire(&passage, &appel.corps).await?;
    let mut issues = Vec::new();
    for id in essai.personnes.iter().copied() {
        let (personne, issue) = essai.tenter(&passage, id).await?;
        issues.extend(
            personne
                .map(|personne| IssueLot { personne: personne_concernee(&personne), raison: issue.err() }),
        );
    }
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| ApercuLot { issues }).await
}

/// `POST /orientations`: all of them, or nobody when the store fails; who can't be oriented is left
/// aside with the reason.
pub async fn orienter(passage: Passage, appel: AppelRecu<OrienterLot>) -> Result<Traced<FicheLot>, Refus> {
    let essai = Essai::lire(&passage, &appel.corps).await?;
    let objets = essai.possibles(&passage).await?;
    let ecriture = passage.annoncer_chacun(objets).await?;
    ecriture
        .creer(async {
            let (base, mut faites, mut exclues) = (passage.base(), Vec::new(), Vec::new());
            let lot = nouveau(&passage, &essai.quoi).insert(base).await?;
            for id in essai.personnes.iter().copied() {
                verrou::tenir::<personne::Entity>(base, id).await?;
                match essai.tenter(&passage, id).await?.1 {
                    Ok((charge, mut decision)) => {
                        decision.etape.lot = Some(lot.id);
                        appliquer(&passage, &charge, decision).await?;
                        faites.push(id);
                    }
                    Err(raison) => exclues.push((id, raison)),
                }
            }
            if faites.is_empty() {
                return Err(Refus::Conflit(PERSONNE.into()));
            }
            attente::reecrire(base, &passage.app().regles, &faites).await?;
            let gardees = lot_orientation::ActiveModel {
                id: Set(lot.id),
                exclues: Set(serde_json::to_string(&exclues)?),
                ..Default::default()
            };
            let lot = gardees.update(base).await?;
            Ok((lot.id, fiche(&passage, lot).await?))
        })
        .await
}

/// `GET /orientations/{lot}`
pub async fn consulter(passage: Passage, appel: AppelRecu<ConsulterLot>) -> Result<Traced<FicheLot>, Refus> {
    relire(passage, appel.chemin).await
}

pub async fn relire(passage: Passage, id: i64) -> Result<Traced<FicheLot>, Refus> {
    let lot = trouver(&passage, id).await?;
    let objet = Objet::new("lot", lot.id);
    let fiche = fiche(&passage, lot).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// `POST /orientations/{lot}/annulation`: whose parcours has gone on since is left as it is, and told.
pub async fn annuler(passage: Passage, appel: AppelRecu<AnnulerLot>) -> Result<Traced<FicheLot>, Refus> {
    let lot = a_annuler(trouver(&passage, appel.chemin).await?)?;
    let concernees = du_lot(passage.base(), lot.id).await?;
    let personnes = concernees.iter().map(|id| Objet::new("personne", *id));
    let objets = [Objet::new("lot", lot.id)].into_iter().chain(personnes).collect();
    let ecriture = passage.annoncer_chacun(objets).await?;
    ecriture
        .accomplir(async {
            let base = passage.base();
            verrou::tenir::<lot_orientation::Entity>(base, lot.id).await?;
            let lot = a_annuler(trouver(&passage, lot.id).await?)?;
            let (mut rendues, mut gardees) = (Vec::new(), Vec::new());
            for id in concernees {
                verrou::tenir::<personne::Entity>(base, id).await?;
                match rendre(&passage, id, &lot).await? {
                    None => rendues.push(id),
                    Some(raison) => gardees.push((id, raison)),
                }
            }
            attente::reecrire(base, &passage.app().regles, &rendues).await?;
            let annule = lot_orientation::ActiveModel {
                id: Set(lot.id),
                gardees: Set(serde_json::to_string(&gardees)?),
                annule_le: Set(Some(passage.app().horloge.maintenant())),
                ..Default::default()
            };
            fiche(&passage, annule.update(base).await?).await
        })
        .await
}

fn a_annuler(lot: lot_orientation::Model) -> Result<lot_orientation::Model, Refus> {
    match lot.annule_le {
        None => Ok(lot),
        Some(_) => Err(Refus::Conflit("Cette décision est déjà annulée.".into())),
    }
}

/// Puts back what was before for one of them; why not, when it can't.
async fn rendre(passage: &Passage, id: i64, lot: &lot_orientation::Model) -> Result<Option<String>, Refus> {
    let personne = match adulte(passage, id).await {
        Ok(personne) => personne,
        Err(Refus::Introuvable) => return Ok(Some(AILLEURS.to_owned())),
        Err(Refus::Conflit(raison)) => return Ok(Some(raison)),
        Err(refus) => return Err(refus),
    };
    let charge = ParcoursCharge::charger(passage, personne).await?;
    if charge.derniere_du_lot() != Some(lot.id) {
        return Ok(Some(SUIVIE.to_owned()));
    }
    let apres = match charge.annulable(passage.base()).await {
        Ok(Some((_, apres))) => apres,
        Ok(None) => return Ok(Some(SUIVIE.to_owned())),
        Err(Refus::Conflit(raison)) => return Ok(Some(raison)),
        Err(refus) => return Err(refus),
    };
    let etape = Etape::nouvelle(GesteParcours::Annuler, format!("Annulation de : {}", lot.quoi));
    appliquer(passage, &charge, Decision { etape: Etape { lot: Some(lot.id), ..etape }, apres }).await?;
    Ok(None)
}

/// A decision, and for whom.
struct Essai {
    personnes: Vec<i64>,
    decision: SaisieOrientation,
    structures: Structures,
    quoi: String,
}

/// A person in the scope, and what the decision makes of the parcours, or why nothing.
type Tentee = (Option<personne::Model>, Result<(ParcoursCharge, Decision), String>);

impl Essai {
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
        let (_, quoi) =
            orientation(&decision, &contexte, ParcoursTenu::default()).map_err(Refus::Invalide)?;
        let mut personnes = match saisie.personnes.is_empty() {
            true => toutes(passage, &saisie.filtre).await?,
            false => saisie.personnes.clone(),
        };
        personnes.sort_unstable();
        personnes.dedup();
        nombre_admis(personnes.len()).map_err(Refus::Invalide)?;
        Ok(Self { personnes, decision: saisie.decision.clone(), structures, quoi })
    }

    /// Those who would be oriented, as the journal names them: nothing is announced of the others.
    ///
    /// # Errors
    /// `Conflit` when there is none.
    async fn possibles(&self, passage: &Passage) -> Result<Vec<Objet>, Refus> {
        let mut objets = Vec::new();
        for id in self.personnes.iter().copied() {
            if self.tenter(passage, id).await?.1.is_ok() {
                objets.push(Objet::new("personne", id));
            }
        }
        if objets.is_empty() { Err(Refus::Conflit(PERSONNE.into())) } else { Ok(objets) }
    }

    async fn tenter(&self, passage: &Passage, id: i64) -> Result<Tentee, Refus> {
        let personne = match adulte(passage, id).await {
            Ok(personne) => personne,
            Err(Refus::Introuvable) => return Ok((None, Err(AILLEURS.to_owned()))),
            Err(Refus::Conflit(raison)) => return Ok((None, Err(raison))),
            Err(refus) => return Err(refus),
        };
        let charge = ParcoursCharge::parmi(passage, personne.clone(), &self.structures).await?;
        if charge.contexte.en_cours.is_some() {
            let structure = charge.contexte.actuelle().map_or("une structure", |structure| &structure.nom);
            return Ok((Some(personne), Err(format!("Déjà orientée vers {structure}."))));
        }
        let saisie = decision_pour(&self.decision, &charge.contexte);
        let issue = orientation(&saisie, &charge.contexte, charge.tenu.clone());
        let issue = issue.map(|(apres, quoi)| {
            (charge, Decision { etape: Etape::nouvelle(GesteParcours::Orienter, quoi), apres })
        });
        let raison = |refus: Vec<ErreurChamp>| {
            refus.into_iter().map(|erreur| erreur.message).next().unwrap_or_default()
        };
        Ok((Some(personne), issue.map_err(raison)))
    }
}

fn nouveau(passage: &Passage, quoi: &str) -> lot_orientation::ActiveModel {
    lot_orientation::ActiveModel {
        organisation_id: Set(passage.agent().organisation),
        agent_id: Set(passage.agent().id),
        instant: Set(passage.app().horloge.maintenant()),
        quoi: Set(quoi.to_owned()),
        exclues: Set("[]".to_owned()),
        gardees: Set("[]".to_owned()),
        ..Default::default()
    }
}

/// One of the agent's own CTSA.
async fn trouver(passage: &Passage, id: i64) -> Result<lot_orientation::Model, Refus> {
    let requete = Clause::from(format!(
        "SELECT {} FROM lot_orientation WHERE lot_orientation.id = ? AND lot_orientation.organisation_id = ?",
        colonnes::<lot_orientation::Model>("lot_orientation")
    ));
    let lus = passage.base().trouver(requete.avec(id).avec(passage.agent().organisation)).await?;
    lus.into_iter().next().ok_or(Refus::Introuvable)
}

async fn fiche(passage: &Passage, lot: lot_orientation::Model) -> Result<FicheLot, Refus> {
    let base = passage.base();
    let exclues: Vec<(i64, String)> = serde_json::from_str(&lot.exclues)?;
    let gardees: HashMap<i64, String> = serde_json::from_str::<Vec<_>>(&lot.gardees)?.into_iter().collect();
    let orientees = du_lot(base, lot.id).await?;
    let ids = orientees.iter().copied().chain(exclues.iter().map(|(id, _)| *id));
    let personnes: HashMap<i64, personne::Model> = personnes_atteintes(passage, ids)
        .await?
        .into_iter()
        .map(|personne| (personne.id, personne))
        .collect();
    let issue = |id: i64, raison: Option<String>| {
        Some(IssueLot { personne: personne_concernee(personnes.get(&id)?), raison })
    };
    let auteur =
        Clause::from(format!("SELECT {} FROM agent WHERE agent.id = ?", colonnes::<agent::Model>("agent")));
    let auteur: Vec<agent::Model> = base.trouver(auteur.avec(lot.agent_id)).await?;
    Ok(FicheLot {
        id: lot.id,
        quoi: lot.quoi,
        instant: lot.instant,
        agent: auteur.first().map(nom_agent).unwrap_or_default(),
        orientees: orientees.into_iter().filter_map(|id| issue(id, gardees.get(&id).cloned())).collect(),
        exclues: exclues.into_iter().filter_map(|(id, raison)| issue(id, Some(raison))).collect(),
        annule_le: lot.annule_le,
        annulable: lot.annule_le.is_none(),
    })
}
