//! Rendez-vous as lists show them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use reciproque_shared::fiche_rendez_vous::LigneRendezVous;
use reciproque_shared::rendez_vous::{Canal, ObjetRendezVous, StatutRendezVous};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::dossier::{agents, nom_agent, personne_concernee};
use crate::guard::Passage;
use crate::refus::Refus;
use crate::store::entite::{agent, personne, rendez_vous};

/// The rendez-vous of some persons, the latest first, by person.
///
/// # Errors
/// When the store can't be read.
pub async fn lignes_rendez_vous(
    passage: &Passage,
    personnes: &[i64],
) -> Result<HashMap<i64, Vec<LigneRendezVous>>, Refus> {
    let base = passage.app().depot.lecture();
    let lignes = rendez_vous::Entity::find()
        .filter(rendez_vous::Column::PersonneId.is_in(personnes.iter().copied()))
        .order_by_desc(rendez_vous::Column::Debut)
        .all(base)
        .await?;
    let mut par_personne: HashMap<i64, Vec<LigneRendezVous>> = HashMap::new();
    for ligne in lire_lignes(passage, lignes).await? {
        par_personne.entry(ligne.personne.personne).or_default().push(ligne);
    }
    Ok(par_personne)
}

/// Rows of the store as lines, with the names of the persons and of the référents.
///
/// # Errors
/// When the store can't be read.
pub async fn lire_lignes(
    passage: &Passage,
    lignes: Vec<rendez_vous::Model>,
) -> Result<Vec<LigneRendezVous>, Refus> {
    let base = passage.app().depot.lecture();
    let agents = agents(base, lignes.iter().map(|l| l.referent_id)).await?;
    let ids: Vec<i64> = lignes.iter().map(|l| l.personne_id).collect();
    let personnes = personne::Entity::find().filter(personne::Column::Id.is_in(ids)).all(base).await?;
    let personnes: HashMap<i64, personne::Model> = personnes.into_iter().map(|p| (p.id, p)).collect();
    let maintenant = passage.app().horloge.locale();
    let lire = |ligne: rendez_vous::Model| {
        let personne = personnes.get(&ligne.personne_id)?;
        Some(lire_ligne(ligne, personne, &agents, maintenant))
    };
    Ok(lignes.into_iter().filter_map(lire).collect())
}

fn lire_ligne(
    ligne: rendez_vous::Model,
    personne: &personne::Model,
    agents: &HashMap<i64, agent::Model>,
    maintenant: NaiveDateTime,
) -> LigneRendezVous {
    let statut = statut(&ligne);
    LigneRendezVous {
        id: ligne.id,
        version: ligne.version,
        personne: personne_concernee(personne),
        objet: ObjetRendezVous::du_code(&ligne.objet).unwrap_or(ObjetRendezVous::Suivi),
        debut: ligne.debut,
        duree_minutes: ligne.duree_minutes,
        canal: Canal::du_code(&ligne.canal).unwrap_or(Canal::Physique),
        lieu: ligne.lieu,
        statut,
        a_renseigner: statut.a_renseigner(ligne.debut, maintenant),
        referent: agents.get(&ligne.referent_id).map(nom_agent).unwrap_or_default(),
    }
}

/// The stored status; a code that this version does not know is read as cancelled.
pub fn statut(ligne: &rendez_vous::Model) -> StatutRendezVous {
    StatutRendezVous::du_code(&ligne.statut).unwrap_or(StatutRendezVous::AnnuleService)
}
