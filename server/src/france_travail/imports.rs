//! The files read, for the administrator: counts and rejects. Nothing about persons.

use std::collections::HashMap;

use reciproque_shared::imports::{ImportFranceTravailLu, RejetLu};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::importation::Bilan;
use crate::depot::entite::{fichier_france_travail as fichier, rejet_france_travail as rejet};
use crate::garde::Passage;

/// Files listed.
const FICHIERS_MAX: u64 = 10;
/// Rejects listed in all; the count of each file is whole.
const REJETS_MAX: u64 = 500;

/// The latest first.
pub async fn imports(passage: &Passage) -> Result<Vec<ImportFranceTravailLu>, DbErr> {
    let lus = fichier::Entity::find()
        .order_by_desc(fichier::Column::LuLe)
        .order_by_desc(fichier::Column::Id)
        .limit(FICHIERS_MAX)
        .all(passage.base())
        .await?;
    let mut rejets = rejets(passage, lus.iter().map(|lu| lu.id)).await?;
    Ok(lus.into_iter().map(|lu| import(&lu, rejets.remove(&lu.id).unwrap_or_default())).collect())
}

fn import(lu: &fichier::Model, rejets: Vec<RejetLu>) -> ImportFranceTravailLu {
    // A report that this version can't read is one of which nothing is known.
    let bilan: Bilan = serde_json::from_str(&lu.bilan).unwrap_or_default();
    ImportFranceTravailLu {
        id: lu.id,
        au: lu.au,
        lu_le: lu.lu_le,
        nouvelles: bilan.nouvelles,
        changees: bilan.changees,
        inchangees: bilan.inchangees,
        absentes: bilan.absentes,
        rejetees: bilan.rejetees,
        complet: bilan.complet,
        rejets,
    }
}

async fn rejets(
    passage: &Passage,
    fichiers: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Vec<RejetLu>>, DbErr> {
    let lignes = rejet::Entity::find()
        .filter(rejet::Column::FichierId.is_in(fichiers))
        .order_by_desc(rejet::Column::FichierId)
        .order_by_asc(rejet::Column::Ligne)
        .limit(REJETS_MAX)
        .all(passage.base())
        .await?;
    let mut par_fichier: HashMap<i64, Vec<RejetLu>> = HashMap::new();
    for rejet::Model { fichier_id, ligne, raison, .. } in lignes {
        par_fichier.entry(fichier_id).or_default().push(RejetLu {
            ligne,
            element: "ligne".to_owned(),
            raison,
        });
    }
    Ok(par_fichier)
}
