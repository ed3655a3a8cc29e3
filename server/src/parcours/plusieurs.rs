//! A decision for several persons, whatever it is: what would come of it for each, then what came, in
//! one transaction; and its undoing, which says what was kept.

use std::collections::HashMap;

use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::parcours::GesteParcours;
use reciproque_shared::parcours::lot::SorteLot;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr};

use super::decision::{Decision, appliquer};
use super::etape::Etape;
use super::fiche::{ParcoursCharge, a_un_parcours};
use super::lecture::du_lot;
use super::releve;
use super::structures::Structures;
use crate::attente;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{lot_orientation, personne};
use crate::depot::sql::{Clause, Sql, colonnes};
use crate::depot::verrou;
use crate::garde::lecture::parcours::personnes_atteintes;
use crate::garde::{Objet, Passage, Traced};
use crate::refus::Refus;

const AILLEURS: &str = "Ce dossier n’est plus dans votre périmètre.";
const SUIVIE: &str = "Une autre décision a suivi celle-ci.";

/// A number, and the parcours of that person, or why there is none.
pub type Chargee = (i64, Result<ParcoursCharge, String>);

/// A person in the scope, and what the decision makes of the parcours, or why nothing.
pub type Tentee = (Option<personne::Model>, Result<(ParcoursCharge, Decision), String>);

/// What is decided, and for whom.
pub trait Essai: Sync {
    const SORTE: SorteLot;
    /// Why nothing is done when it can be done for nobody.
    const PERSONNE: &'static str;
    /// What it answers once it is done.
    type Fiche: Nominatif;

    /// By number, each once.
    fn personnes(&self) -> Vec<i64>;
    /// In French, for so many persons.
    fn quoi(&self, nombre: usize) -> String;
    /// Whose portfolio it is, if it is one.
    fn quitte(&self) -> Option<i64> {
        None
    }
    /// For each of these persons, in their order; how often the store is asked does not grow with them.
    fn tenter(
        &self,
        passage: &Passage,
        ids: &[i64],
    ) -> impl Future<Output = Result<Vec<(i64, Tentee)>, Refus>> + Send;
    fn fiche(
        passage: &Passage,
        lot: lot_orientation::Model,
    ) -> impl Future<Output = Result<Self::Fiche, Refus>> + Send;
}

/// Of each of these persons, in their order: the parcours of an adult in the scope, or why there is none.
pub async fn charges(passage: &Passage, ids: &[i64], structures: &Structures) -> Result<Vec<Chargee>, Refus> {
    let (mut lisibles, mut raisons) = (Vec::new(), HashMap::new());
    for personne in personnes_atteintes(passage, ids.iter().copied()).await? {
        match a_un_parcours(&personne) {
            Ok(()) => lisibles.push(personne),
            Err(Refus::Conflit(raison)) => drop(raisons.insert(personne.id, raison)),
            Err(refus) => return Err(refus),
        }
    }
    let lues = ParcoursCharge::tous(passage, lisibles, structures).await?;
    let mut lues: HashMap<i64, ParcoursCharge> = lues.into_iter().map(|lue| (lue.personne.id, lue)).collect();
    let charge = |id: &i64| {
        let ailleurs = || raisons.get(id).cloned().unwrap_or_else(|| AILLEURS.to_owned());
        (*id, lues.remove(id).ok_or_else(ailleurs))
    };
    Ok(ids.iter().map(charge).collect())
}

/// Of what the rules refuse, the first reason.
pub fn raison(refus: Vec<ErreurChamp>) -> String {
    refus.into_iter().map(|erreur| erreur.message).next().unwrap_or_default()
}

/// All of them, or nobody when the store fails; for whom it can't be done is left aside with the
/// reason. Nothing is announced of those, and nothing is done about who was not announced.
pub async fn faire<E: Essai>(passage: &Passage, essai: &E) -> Result<Traced<E::Fiche>, Refus> {
    let (possibles, mut exclues) = prevoir(passage, essai).await?;
    let objets = possibles.iter().map(|id| Objet::new("personne", *id)).collect();
    let ecriture = passage.annoncer_chacun(objets).await?;
    ecriture
        .creer(async {
            let (base, mut faites) = (passage.base(), Vec::new());
            let lot = nouveau(passage, essai, possibles.len()).insert(base).await?;
            tenir(base, &possibles).await?;
            for (id, (_, issue)) in essai.tenter(passage, &possibles).await? {
                match issue {
                    Ok((charge, mut decision)) => {
                        decision.etape.lot = Some(lot.id);
                        appliquer(passage, &charge, decision).await?;
                        faites.push(id);
                    }
                    Err(raison) => exclues.push((id, raison)),
                }
            }
            if faites.is_empty() {
                return Err(Refus::Conflit(E::PERSONNE.into()));
            }
            attente::reecrire(base, &passage.app().regles, &faites).await?;
            let exclues = Set(serde_json::to_string(&exclues)?);
            let ligne = lot_orientation::ActiveModel { id: Set(lot.id), exclues, ..Default::default() };
            let lot = ligne.update(base).await?;
            Ok((lot.id, E::fiche(passage, lot).await?))
        })
        .await
}

/// For whom it can be done, and for whom not, with the reason.
///
/// # Errors
/// `Conflit` when it can be done for nobody.
async fn prevoir<E: Essai>(passage: &Passage, essai: &E) -> Result<(Vec<i64>, Vec<(i64, String)>), Refus> {
    let (mut possibles, mut exclues) = (Vec::new(), Vec::new());
    for (id, (_, issue)) in essai.tenter(passage, &essai.personnes()).await? {
        match issue {
            Ok(_) => possibles.push(id),
            Err(raison) => exclues.push((id, raison)),
        }
    }
    if possibles.is_empty() { Err(Refus::Conflit(E::PERSONNE.into())) } else { Ok((possibles, exclues)) }
}

/// Held in the order of their numbers until the commit: two decisions about one of them are taken one
/// after the other.
async fn tenir(base: &impl ConnectionTrait, ids: &[i64]) -> Result<(), DbErr> {
    for id in ids {
        verrou::tenir::<personne::Entity>(base, *id).await?;
    }
    Ok(())
}

fn nouveau<E: Essai>(passage: &Passage, essai: &E, nombre: usize) -> lot_orientation::ActiveModel {
    lot_orientation::ActiveModel {
        organisation_id: Set(passage.agent().organisation),
        agent_id: Set(passage.agent().id),
        instant: Set(passage.app().horloge.maintenant()),
        quoi: Set(essai.quoi(nombre)),
        exclues: Set("[]".to_owned()),
        gardees: Set("[]".to_owned()),
        sorte: Set(E::SORTE.code().to_owned()),
        quitte_id: Set(essai.quitte()),
        ..Default::default()
    }
}

/// As it is now.
pub async fn relire<E: Essai>(passage: &Passage, id: i64) -> Result<Traced<E::Fiche>, Refus> {
    let lot = trouver::<E>(passage, id).await?;
    let objet = Objet::new("lot", lot.id);
    let fiche = E::fiche(passage, lot).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// Whose parcours has gone on since is left as it is, and told.
pub async fn annuler<E: Essai>(passage: &Passage, id: i64) -> Result<Traced<E::Fiche>, Refus> {
    let lot = a_annuler(trouver::<E>(passage, id).await?)?;
    let concernees = du_lot(passage.base(), lot.id).await?;
    let personnes = concernees.iter().map(|id| Objet::new("personne", *id));
    let objets = [Objet::new("lot", lot.id)].into_iter().chain(personnes).collect();
    let ecriture = passage.annoncer_chacun(objets).await?;
    ecriture
        .accomplir(async {
            let base = passage.base();
            let structures = ParcoursCharge::structures(passage).await?;
            verrou::tenir::<lot_orientation::Entity>(base, lot.id).await?;
            let lot = a_annuler(trouver::<E>(passage, lot.id).await?)?;
            let (mut rendues, mut gardees) = (Vec::new(), Vec::new());
            tenir(base, &concernees).await?;
            for (id, charge) in charges(passage, &concernees, &structures).await? {
                let garde = match rendre(passage, charge, &lot).await? {
                    Rendue::Oui { garde } => {
                        rendues.push(id);
                        garde
                    }
                    Rendue::Non(raison) => Some(raison),
                };
                gardees.extend(garde.map(|raison| (id, raison)));
            }
            attente::reecrire(base, &passage.app().regles, &rendues).await?;
            let annule = lot_orientation::ActiveModel {
                id: Set(lot.id),
                gardees: Set(serde_json::to_string(&gardees)?),
                annule_le: Set(Some(passage.app().horloge.maintenant())),
                ..Default::default()
            };
            E::fiche(passage, annule.update(base).await?).await
        })
        .await
}

fn a_annuler(lot: lot_orientation::Model) -> Result<lot_orientation::Model, Refus> {
    match lot.annule_le {
        None => Ok(lot),
        Some(_) => Err(Refus::Conflit("Cette décision est déjà annulée.".into())),
    }
}

/// What became of one person of a decision that is undone.
enum Rendue {
    /// The parcours is as it was; what went with the person and could not come back.
    Oui {
        garde: Option<String>,
    },
    Non(String),
}

/// Puts back what was before for one of them; why not, when it can't.
async fn rendre(
    passage: &Passage,
    charge: Result<ParcoursCharge, String>,
    lot: &lot_orientation::Model,
) -> Result<Rendue, Refus> {
    let charge = match charge {
        Ok(charge) => charge,
        Err(raison) => return Ok(Rendue::Non(raison)),
    };
    if charge.derniere_du_lot() != Some(lot.id) {
        return Ok(Rendue::Non(SUIVIE.to_owned()));
    }
    let (annulee, apres) = match charge.annulable(passage.base()).await {
        Ok(Some(annulable)) => annulable,
        Ok(None) => return Ok(Rendue::Non(SUIVIE.to_owned())),
        Err(Refus::Conflit(raison)) => return Ok(Rendue::Non(raison)),
        Err(refus) => return Err(refus),
    };
    let garde = releve::rendre(passage, &charge.personne, &annulee.ligne).await?;
    let reste = garde.as_ref().map(|garde| format!(". {garde}")).unwrap_or_default();
    let quoi = format!("Annulation de : {}{reste}", lot.quoi);
    let etape = Etape { lot: Some(lot.id), ..Etape::nouvelle(GesteParcours::Annuler, quoi) };
    appliquer(passage, &charge, Decision { etape, apres, releve: None }).await?;
    Ok(Rendue::Oui { garde })
}

/// One of the agent's own organisation.
async fn trouver<E: Essai>(passage: &Passage, id: i64) -> Result<lot_orientation::Model, Refus> {
    let requete = Clause::from(format!(
        "SELECT {} FROM lot_orientation WHERE lot_orientation.id = ? AND lot_orientation.organisation_id = ? \
         AND lot_orientation.sorte = ?",
        colonnes::<lot_orientation::Model>("lot_orientation")
    ));
    let requete = requete.avec(id).avec(passage.agent().organisation).avec(E::SORTE.code());
    passage.base().trouver(requete).await?.into_iter().next().ok_or(Refus::Introuvable)
}

/// What is kept of a decision beside its persons.
pub struct Garde {
    /// Who took it, by name.
    pub auteur: String,
    /// For whom nothing was decided, each with the reason.
    pub exclues: Vec<(i64, String)>,
    /// What was kept of each when it was undone.
    pub gardees: HashMap<i64, String>,
}

impl Garde {
    pub async fn lire(passage: &Passage, lot: &lot_orientation::Model) -> Result<Self, Refus> {
        let auteurs = agents(passage.base(), [lot.agent_id].into_iter()).await?;
        Ok(Self {
            auteur: auteurs.get(&lot.agent_id).map(nom_agent).unwrap_or_default(),
            exclues: serde_json::from_str(&lot.exclues)?,
            gardees: serde_json::from_str::<Vec<_>>(&lot.gardees)?.into_iter().collect(),
        })
    }
}
