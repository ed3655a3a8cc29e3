//! The parcours of the adults of a dossier. Everything is read for all the persons at
//! once: the number of queries does not grow with the foyer.

use std::collections::HashMap;

use reciproque_shared::dossier::parcours::{OrientationLue, ParcoursLu, ReferentLu};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use super::fiche::lit_les_rendez_vous;
use super::pourquoi;
use crate::cer::{self, CerNomme};
use crate::depot::annuaire::Anciens;
use crate::depot::entite::{agent, organisation, orientation, personne, referent};
use crate::garde::Passage;
use crate::garde::lecture::des;
use crate::rendez_vous::lignes_rendez_vous;

/// The parcours of each adult of a dossier, whose orientations are all given.
pub async fn des_adultes(
    passage: &Passage,
    base: &impl ConnectionTrait,
    adultes: &[&personne::Model],
    orientations: &[OrientationNommee],
) -> Result<HashMap<i64, ParcoursLu>, DbErr> {
    let mut orientations = par_personne(orientations);
    let mut referents = referents(base, adultes).await?;
    let modeles = cer::nommes(base, cer::des_personnes(passage, adultes.iter().copied())).await?;
    let lignes = cer::lignes_cer(passage, &modeles);
    let attendues = super::attente::rangees(passage, base, adultes).await?;
    let mut rendez_vous = match lit_les_rendez_vous(passage.agent().profil) {
        true => lignes_rendez_vous(passage, base, adultes).await?,
        false => HashMap::new(),
    };
    let mut parcours = HashMap::new();
    for adulte in adultes {
        let id = adulte.id;
        let orientations = orientations.remove(&id).unwrap_or_default();
        let du_sien = |nomme: &CerNomme| nomme.cer.personne_id == id;
        let cer = modeles.iter().zip(&lignes).filter(|(m, _)| du_sien(m)).map(|(_, l)| l.clone()).collect();
        parcours.insert(
            id,
            ParcoursLu {
                attentes: super::attente::lire(
                    passage,
                    attendues.get(&id).map_or(&[], Vec::as_slice),
                    &orientations,
                ),
                orientations,
                referents: referents.remove(&id).unwrap_or_default(),
                cer,
                rendez_vous: rendez_vous.remove(&id).unwrap_or_default(),
            },
        );
    }
    Ok(parcours)
}

/// An orientation, with the name of its structure.
#[derive(FromQueryResult)]
pub struct OrientationNommee {
    #[sea_orm(nested)]
    pub orientation: orientation::Model,
    structure: String,
    /// It opens the dossier to the reader's own organisation.
    pub ouvre: bool,
}

/// The orientations of some persons, the latest first: all, or those alone that open the
/// dossier to the reader's organisation.
pub async fn orientations(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personnes: &[&personne::Model],
    toutes: bool,
) -> Result<Vec<OrientationNommee>, DbErr> {
    let ouvre = pourquoi::ouvre(passage);
    let lisibles = if toutes { Condition::all() } else { ouvre.clone() };
    let vers = orientation::Entity::belongs_to(organisation::Entity)
        .from(orientation::Column::OrganisationId)
        .to(organisation::Column::Id);
    des::<orientation::Entity, _>(personnes.iter().copied())
        .join(JoinType::InnerJoin, vers.into())
        .column_as(organisation::Column::Nom, "structure")
        .column_as(Expr::from(ouvre), "ouvre")
        .filter(lisibles)
        .order_by_desc(orientation::Column::Debut)
        .into_model()
        .all(base)
        .await
}

/// Orientations as a dossier shows them, in the same order, by person.
pub fn par_personne(lues: &[OrientationNommee]) -> HashMap<i64, Vec<OrientationLue>> {
    let mut par_personne: HashMap<i64, Vec<OrientationLue>> = HashMap::new();
    for OrientationNommee { orientation, structure, .. } in lues {
        par_personne.entry(orientation.personne_id).or_default().push(OrientationLue {
            sorte: SorteOrientation::du_code(&orientation.sorte).unwrap_or(SorteOrientation::Social),
            structure: structure.clone(),
            debut: orientation.debut,
            notifiee_le: orientation.notifiee_le,
            fin: orientation.fin,
        });
    }
    par_personne
}

/// A référent, with the names of the agent and of the structure of today.
#[derive(FromQueryResult)]
struct ReferentNomme {
    #[sea_orm(nested)]
    referent: referent::Model,
    nom: String,
    prenom: String,
    structure: String,
}

async fn referents(
    base: &impl ConnectionTrait,
    personnes: &[&personne::Model],
) -> Result<HashMap<i64, Vec<ReferentLu>>, DbErr> {
    let agent =
        referent::Entity::belongs_to(agent::Entity).from(referent::Column::AgentId).to(agent::Column::Id);
    let structure = agent::Entity::belongs_to(organisation::Entity)
        .from(agent::Column::OrganisationId)
        .to(organisation::Column::Id);
    let lignes = des::<referent::Entity, _>(personnes.iter().copied())
        .join(JoinType::InnerJoin, agent.into())
        .join(JoinType::InnerJoin, structure.into())
        .columns([agent::Column::Nom, agent::Column::Prenom])
        .column_as(organisation::Column::Nom, "structure")
        .order_by_desc(referent::Column::Debut)
        .into_model::<ReferentNomme>()
        .all(base)
        .await?;
    let ailleurs = Anciens::charger(base, lignes.iter().map(|lu| lu.referent.agent_id)).await?;
    let mut par_personne: HashMap<i64, Vec<ReferentLu>> = HashMap::new();
    for ReferentNomme { referent, nom, prenom, structure } in lignes {
        par_personne.entry(referent.personne_id).or_default().push(ReferentLu {
            agent: referent.agent_id,
            nom: format!("{prenom} {nom}"),
            structure: ailleurs.le(referent.agent_id, referent.debut).map_or(structure, str::to_owned),
            debut: referent.debut,
            fin: referent.fin,
        });
    }
    Ok(par_personne)
}
