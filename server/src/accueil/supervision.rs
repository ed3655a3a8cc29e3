//! What waits for the user referent, counted by the rules that make the lists themselves.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::accueil::{CompteSupervision, FileSupervision};
use reciproque_shared::convention::finit_bientot;
use reciproque_shared::habilitation::EtatHabilitation;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

use crate::depot::entite::{convention, habilitation, revue};
use crate::garde::Passage;
use crate::habilitation::preuves;

/// The counts, in the order of the home page.
pub async fn comptes(passage: &Passage) -> Result<Vec<CompteSupervision>, DbErr> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let etats = etats(base, jour).await?;
    let dans = |etat| etats.get(&etat).copied().unwrap_or(0);
    let mut comptes = Vec::new();
    for file in FileSupervision::TOUS.iter().copied() {
        let nombre = match file {
            FileSupervision::AInscrire => dans(EtatHabilitation::Demandee),
            FileSupervision::ACertifier => dans(EtatHabilitation::Formee),
            FileSupervision::ASigner => dans(EtatHabilitation::ASigner),
            FileSupervision::Conventions => conventions(base, jour).await?,
            FileSupervision::RevuesEnRetard => revues_en_retard(base, jour).await?,
        };
        comptes.push(CompteSupervision { file, nombre });
    }
    Ok(comptes)
}

/// How many habilitations that have not ended are in each state.
async fn etats(
    base: &impl ConnectionTrait,
    jour: NaiveDate,
) -> Result<HashMap<EtatHabilitation, u64>, DbErr> {
    let pas_finie =
        Condition::any().add(habilitation::Column::Fin.is_null()).add(habilitation::Column::Fin.gt(jour));
    let mut etats = HashMap::new();
    for lue in habilitation::Entity::find().filter(pas_finie).all(base).await? {
        *etats.entry(preuves(&lue).etat(jour)).or_default() += 1;
    }
    Ok(etats)
}

async fn conventions(base: &impl ConnectionTrait, jour: NaiveDate) -> Result<u64, DbErr> {
    let lues = convention::Entity::find()
        .filter(convention::Column::DateEffet.lte(jour))
        .filter(convention::Column::DateFin.is_not_null())
        .filter(convention::Column::AnnulationLe.is_null())
        .all(base)
        .await?;
    Ok(lues.iter().filter(|lue| finit_bientot(lue.date_fin, jour)).count() as u64)
}

async fn revues_en_retard(base: &impl ConnectionTrait, jour: NaiveDate) -> Result<u64, DbErr> {
    revue::Entity::find()
        .filter(revue::Column::ScelleeLe.is_null())
        .filter(revue::Column::Limite.lt(jour))
        .count(base)
        .await
}
