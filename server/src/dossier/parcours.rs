//! The parcours of the adults of a dossier. Everything is read for all the persons at
//! once: the number of queries does not grow with the foyer.

use std::collections::{HashMap, HashSet};

use reciproque_shared::fiche_cer::PersonneConcernee;
use reciproque_shared::fiche_parcours::{OrientationLue, ParcoursLu, ReferentLu};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::fiche::lit_les_rendez_vous;
use crate::cer;
use crate::guard::Passage;
use crate::organisation::Employeurs;
use crate::refus::Refus;
use crate::rendez_vous::lignes_rendez_vous;
use crate::store::entite::{self, agent, dossier, organisation, orientation, personne, referent};

/// The parcours of each adult of a dossier.
///
/// # Errors
/// When the store can't be read.
pub async fn des_adultes(
    passage: &Passage,
    dossier: &dossier::Model,
    adultes: &[&personne::Model],
) -> Result<HashMap<i64, ParcoursLu>, Refus> {
    let base = passage.app().depot.lecture();
    let ids: Vec<i64> = adultes.iter().map(|p| p.id).collect();
    let mut orientations = orientations(base, &ids).await?;
    let mut referents = referents(base, &ids).await?;
    let modeles = cer::modeles(passage, &ids).await?;
    let lignes = cer::lignes_cer(passage, &modeles).await?;
    let mut rendez_vous = match lit_les_rendez_vous(passage.agent().profil) {
        true => lignes_rendez_vous(passage, &ids).await?,
        false => HashMap::new(),
    };
    let mut parcours = HashMap::new();
    for adulte in adultes {
        let id = adulte.id;
        let orientations = orientations.remove(&id).unwrap_or_default();
        let du_sien = |modele: &entite::cer::Model| modele.personne_id == id;
        let siens: Vec<_> = modeles.iter().filter(|m| du_sien(m)).cloned().collect();
        let cer = modeles.iter().zip(&lignes).filter(|(m, _)| du_sien(m)).map(|(_, l)| l.clone()).collect();
        parcours.insert(
            id,
            ParcoursLu {
                echeances: super::echeance::lire(passage, dossier, adulte, &orientations, &siens),
                orientations,
                referents: referents.remove(&id).unwrap_or_default(),
                cer,
                rendez_vous: rendez_vous.remove(&id).unwrap_or_default(),
            },
        );
    }
    Ok(parcours)
}

/// The orientations of some persons, the latest first, by person.
///
/// # Errors
/// When the store can't be read.
pub async fn orientations(
    base: &impl ConnectionTrait,
    personnes: &[i64],
) -> Result<HashMap<i64, Vec<OrientationLue>>, Refus> {
    let lignes = orientation::Entity::find()
        .filter(orientation::Column::PersonneId.is_in(personnes.iter().copied()))
        .order_by_desc(orientation::Column::Debut)
        .all(base)
        .await?;
    let noms = noms_organisations(base, lignes.iter().map(|l| l.organisation_id)).await?;
    let mut par_personne: HashMap<i64, Vec<OrientationLue>> = HashMap::new();
    for ligne in lignes {
        par_personne.entry(ligne.personne_id).or_default().push(OrientationLue {
            sorte: SorteOrientation::du_code(&ligne.sorte).unwrap_or(SorteOrientation::Social),
            structure: noms.get(&ligne.organisation_id).cloned().unwrap_or_default(),
            debut: ligne.debut,
            notifiee_le: ligne.notifiee_le,
            fin: ligne.fin,
        });
    }
    Ok(par_personne)
}

async fn referents(
    base: &impl ConnectionTrait,
    personnes: &[i64],
) -> Result<HashMap<i64, Vec<ReferentLu>>, Refus> {
    let lignes = referent::Entity::find()
        .filter(referent::Column::PersonneId.is_in(personnes.iter().copied()))
        .order_by_desc(referent::Column::Debut)
        .all(base)
        .await?;
    let agents = agents(base, lignes.iter().map(|l| l.agent_id)).await?;
    let structures = Employeurs::lire(base, &agents).await?;
    let mut par_personne: HashMap<i64, Vec<ReferentLu>> = HashMap::new();
    for ligne in lignes {
        let Some(agent) = agents.get(&ligne.agent_id) else { continue };
        par_personne.entry(ligne.personne_id).or_default().push(ReferentLu {
            agent: agent.id,
            nom: nom_agent(agent),
            structure: structures.le(agent, ligne.debut),
            debut: ligne.debut,
            fin: ligne.fin,
        });
    }
    Ok(par_personne)
}

/// The person that a CER or a rendez-vous concerns.
pub fn personne_concernee(personne: &personne::Model) -> PersonneConcernee {
    PersonneConcernee {
        dossier: personne.dossier_id,
        personne: personne.id,
        nom: personne.nom.clone(),
        prenom: personne.prenom.clone(),
        date_naissance: personne.naissance(),
    }
}

/// Names of some organisations, by id.
///
/// # Errors
/// When the store can't be read.
pub async fn noms_organisations(
    base: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, String>, Refus> {
    let ids: HashSet<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lignes = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)).all(base).await?;
    Ok(lignes.into_iter().map(|o| (o.id, o.nom)).collect())
}

/// Some agents, by id.
///
/// # Errors
/// When the store can't be read.
pub async fn agents(
    base: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, agent::Model>, Refus> {
    let ids: HashSet<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lignes = agent::Entity::find().filter(agent::Column::Id.is_in(ids)).all(base).await?;
    Ok(lignes.into_iter().map(|a| (a.id, a)).collect())
}

/// How an agent is named on screen.
pub fn nom_agent(agent: &agent::Model) -> String {
    format!("{} {}", agent.prenom, agent.nom)
}
