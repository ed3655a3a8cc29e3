//! The parcours of the adults of a dossier, and the situation that the rules of the CER
//! need. Everything is read for all the persons at once: the number of queries does not
//! grow with the foyer.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use reciproque_shared::cer::{ContexteCer, EtatCer, PeriodeCer, PositionCer, ReglagesCer, Sorte};
use reciproque_shared::fiche_cer::{LigneCer, PersonneConcernee};
use reciproque_shared::fiche_parcours::{OrientationLue, ParcoursLu, ReferentLu};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::fiche::lit_les_rendez_vous;
use crate::guard::Passage;
use crate::guard::agent::en_vigueur;
use crate::refus::Refus;
use crate::rendez_vous::lignes_rendez_vous;
use crate::store::entite::{agent, cer, organisation, orientation, personne, referent};

/// The parcours of each adult of a dossier.
///
/// # Errors
/// When the store can't be read.
pub async fn des_adultes(
    passage: &Passage,
    adultes: &[&personne::Model],
) -> Result<HashMap<i64, ParcoursLu>, Refus> {
    let base = passage.app().depot.lecture();
    let ids: Vec<i64> = adultes.iter().map(|p| p.id).collect();
    let mut orientations = orientations(base, &ids).await?;
    let mut referents = referents(base, &ids).await?;
    let mut cer = lignes_cer(base, &ids, passage.app().horloge.aujourdhui()).await?;
    let mut rendez_vous = match lit_les_rendez_vous(passage.agent().profil) {
        true => lignes_rendez_vous(passage, &ids).await?,
        false => HashMap::new(),
    };
    let mut parcours = HashMap::new();
    for adulte in adultes {
        let id = adulte.id;
        let orientations = orientations.remove(&id).unwrap_or_default();
        let cer = cer.remove(&id).unwrap_or_default();
        parcours.insert(
            id,
            ParcoursLu {
                echeances: super::echeance::lire(passage, &orientations, &cer),
                orientations,
                referents: referents.remove(&id).unwrap_or_default(),
                cer,
                rendez_vous: rendez_vous.remove(&id).unwrap_or_default(),
            },
        );
    }
    Ok(parcours)
}

/// Those of the persons that the agent's own structure accompanies today.
///
/// # Errors
/// When the store can't be read.
pub async fn accompagnes_par(passage: &Passage, personnes: &[i64]) -> Result<HashSet<i64>, Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let lignes = orientation::Entity::find()
        .filter(orientation::Column::PersonneId.is_in(personnes.iter().copied()))
        .filter(orientation::Column::OrganisationId.eq(passage.agent().organisation))
        .filter(en_vigueur("orientation", "debut", "fin", jour))
        .all(passage.app().depot.lecture())
        .await?;
    Ok(lignes.into_iter().map(|ligne| ligne.personne_id).collect())
}

async fn orientations(
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
    let structures = noms_organisations(base, agents.values().map(|a| a.organisation_id)).await?;
    let mut par_personne: HashMap<i64, Vec<ReferentLu>> = HashMap::new();
    for ligne in lignes {
        let Some(agent) = agents.get(&ligne.agent_id) else { continue };
        par_personne.entry(ligne.personne_id).or_default().push(ReferentLu {
            agent: agent.id,
            nom: nom_agent(agent),
            structure: structures.get(&agent.organisation_id).cloned().unwrap_or_default(),
            debut: ligne.debut,
            fin: ligne.fin,
        });
    }
    Ok(par_personne)
}

/// The CER of some persons, the latest first, by person. Drafts taken away are left out.
///
/// # Errors
/// When the store can't be read.
pub async fn lignes_cer(
    base: &impl ConnectionTrait,
    personnes: &[i64],
    aujourdhui: NaiveDate,
) -> Result<HashMap<i64, Vec<LigneCer>>, Refus> {
    let lignes = cer::Entity::find()
        .filter(cer::Column::PersonneId.is_in(personnes.iter().copied()))
        .filter(cer::Column::Etat.ne(EtatCer::Abandonne.code()))
        .order_by_desc(cer::Column::Id)
        .all(base)
        .await?;
    let agents = agents(base, lignes.iter().map(|l| l.referent_id)).await?;
    let structures = noms_organisations(base, lignes.iter().map(|l| l.organisation_id)).await?;
    let mut par_personne: HashMap<i64, Vec<LigneCer>> = HashMap::new();
    for ligne in &lignes {
        let suivi = lignes.iter().any(|autre| suit(autre, ligne));
        par_personne.entry(ligne.personne_id).or_default().push(LigneCer {
            id: ligne.id,
            sorte: ligne.sorte.as_deref().and_then(Sorte::du_code).map_or("CER", Sorte::libelle).to_owned(),
            rang: ligne.rang,
            etat: etat_cer(ligne),
            position: position_cer(ligne, aujourdhui, suivi),
            debut: ligne.debut,
            fin: ligne.fin,
            structure: structures.get(&ligne.organisation_id).cloned().unwrap_or_default(),
            referent: agents.get(&ligne.referent_id).map(nom_agent).unwrap_or_default(),
        });
    }
    Ok(par_personne)
}

/// Whether a validated contract of the same person follows this one.
fn suit(autre: &cer::Model, ligne: &cer::Model) -> bool {
    autre.personne_id == ligne.personne_id && etat_cer(autre) == EtatCer::Valide && autre.debut > ligne.fin
}

/// The stored state; a code that this version does not know is shown as cancelled.
pub fn etat_cer(ligne: &cer::Model) -> EtatCer {
    EtatCer::du_code(&ligne.etat).unwrap_or(EtatCer::Annule)
}

/// Where a validated contract stands today.
pub fn position_cer(ligne: &cer::Model, aujourdhui: NaiveDate, suivi: bool) -> Option<PositionCer> {
    let periode = (ligne.debut?, ligne.fin?);
    PositionCer::du(etat_cer(ligne), periode, aujourdhui, ReglagesCer::default().alerte_fin, suivi)
}

/// What the rules of a CER need to know about a person: the orientation to the
/// structure, the contracts that count (without `sauf`), the settings, the day.
///
/// # Errors
/// When the store can't be read.
pub async fn contexte_cer(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: i64,
    structure: i64,
    sauf: Option<i64>,
) -> Result<ContexteCer, Refus> {
    let orientation = orientation::Entity::find()
        .filter(orientation::Column::PersonneId.eq(personne))
        .filter(orientation::Column::OrganisationId.eq(structure))
        .order_by_desc(orientation::Column::Debut)
        .one(base)
        .await?;
    let contrats = cer::Entity::find()
        .filter(cer::Column::PersonneId.eq(personne))
        .filter(cer::Column::Etat.is_in([EtatCer::Valide.code(), EtatCer::Rompu.code()]))
        .all(base)
        .await?;
    let reglages =
        ReglagesCer { durees_mois: passage.app().reglages.durees_cer.clone(), ..ReglagesCer::default() };
    Ok(ContexteCer {
        aujourdhui: passage.app().horloge.aujourdhui(),
        orientation_debut: orientation.as_ref().map(|o| o.debut),
        orientation_fin: orientation.and_then(|o| o.fin),
        valides: contrats.iter().filter(|c| Some(c.id) != sauf).filter_map(periode).collect(),
        reglages,
    })
}

fn periode(ligne: &cer::Model) -> Option<PeriodeCer> {
    Some(PeriodeCer {
        id: ligne.id,
        rang: ligne.rang.and_then(|rang| u32::try_from(rang).ok()).unwrap_or(0),
        sorte: ligne.sorte.as_deref().and_then(Sorte::du_code)?,
        avenant_de: ligne.avenant_de,
        debut: ligne.debut?,
        fin: ligne.fin?,
    })
}

/// The person that a CER or a rendez-vous concerns.
pub fn personne_concernee(personne: &personne::Model) -> PersonneConcernee {
    PersonneConcernee {
        dossier: personne.dossier_id,
        personne: personne.id,
        nom: personne.nom.clone(),
        prenom: personne.prenom.clone(),
        date_naissance: personne.date_naissance,
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
    let lignes = agent::Entity::find().filter(agent::Column::Id.is_in(ids)).all(base).await?;
    Ok(lignes.into_iter().map(|a| (a.id, a)).collect())
}

/// How an agent is named on screen.
pub fn nom_agent(agent: &agent::Model) -> String {
    format!("{} {}", agent.prenom, agent.nom)
}
