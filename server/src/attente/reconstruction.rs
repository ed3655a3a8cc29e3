//! All the rows again: when the rules in force change, or on the operator's demand.

use reciproque_shared::personne::RolePersonne;
use reciproque_shared::regle::{Regle, Regles};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, TransactionTrait,
};

use super::reecrire;
use crate::depot::Depot;
use crate::depot::entite::{attente, personne, reglage};

/// Persons rewritten by one transaction: other writers wait no longer than for it.
const LOT: u64 = 500;
/// The setting of the store that keeps the rules by which the rows were written.
const CLE: &str = "regles";

/// Rewrites everything if the rows were written by other rules, or never; answers whether it did.
pub async fn mettre_a_jour(depot: &Depot, regles: &Regles) -> anyhow::Result<bool> {
    let attendu = serde_json::to_string(regles.toutes())?;
    let garde = reglage::Entity::find_by_id(CLE).one(depot.lecture()).await?;
    if garde.is_some_and(|garde| garde.valeur == attendu) {
        return Ok(false);
    }
    reconstruire(depot, regles).await?;
    Ok(true)
}

/// Rewrites everything, and keeps by which rules; answers how many rows there are.
pub async fn reconstruire(depot: &Depot, regles: &Regles) -> anyhow::Result<u64> {
    let base = depot.ecriture();
    let (mut derniere, mut lignes) = (0, 0);
    while let Some((suivante, ecrites)) = un_lot(base, regles, derniere).await? {
        (derniere, lignes) = (suivante, lignes + ecrites);
    }
    let valeur = serde_json::to_string(regles.toutes())?;
    reglage::Entity::insert(reglage::ActiveModel { cle: Set(CLE.to_owned()), valeur: Set(valeur) })
        .on_conflict(
            OnConflict::column(reglage::Column::Cle).update_column(reglage::Column::Valeur).to_owned(),
        )
        .exec_without_returning(base)
        .await?;
    Ok(lignes)
}

/// The adults that come after this one: the last of them and how many rows they have.
async fn un_lot(base: &DatabaseConnection, regles: &Regles, apres: i64) -> Result<Option<(i64, u64)>, DbErr> {
    let transaction = base.begin().await?;
    let roles = RolePersonne::TOUS.iter().filter(|role| role.est_adulte_accompagne()).map(|role| role.code());
    let ids: Vec<i64> = personne::Entity::find()
        .select_only()
        .column(personne::Column::Id)
        .filter(personne::Column::Id.gt(apres))
        .filter(personne::Column::Role.is_in(roles))
        .order_by_asc(personne::Column::Id)
        .limit(LOT)
        .into_tuple()
        .all(&transaction)
        .await?;
    let Some(derniere) = ids.last().copied() else { return Ok(None) };
    reecrire(&transaction, regles, &ids).await?;
    let ecrites = PaginatorTrait::count(
        attente::Entity::find()
            .filter(attente::Column::PersonneId.gt(apres))
            .filter(attente::Column::PersonneId.lte(derniere)),
        &transaction,
    )
    .await?;
    transaction.commit().await?;
    Ok(Some((derniere, ecrites)))
}

/// The rules by which the rows were written last: those of the server, for the commands that write
/// without having been told them.
///
/// # Errors
/// When the store can't be read, or what it keeps is no longer a set of rules.
pub async fn regles_gardees(base: &impl ConnectionTrait) -> anyhow::Result<Regles> {
    let Some(garde) = reglage::Entity::find_by_id(CLE).one(base).await? else { return Ok(Regles::default()) };
    let defaut = Regles::default();
    let lues: Vec<Regle> = serde_json::from_str(&garde.valeur)?;
    let locales = lues.into_iter().filter(|lue| !defaut.toutes().contains(lue)).collect();
    Ok(Regles::new(locales)?)
}
