//! One organisation, found or held.

use std::sync::LazyLock;

use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::depot::entite::organisation;
use crate::depot::sql::{Clause, Sql, colonnes};
use crate::refus::Refus;

/// The organisation and its kind.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn trouver_organisation(
    base: &impl Sql,
    id: i64,
) -> Result<(organisation::Model, SorteOrganisation), Refus> {
    static ORGANISATION: LazyLock<String> = LazyLock::new(|| {
        let colonnes = colonnes::<organisation::Model>("organisation");
        format!("SELECT {colonnes} FROM organisation WHERE organisation.id = ?")
    });
    let lues: Vec<organisation::Model> = base.trouver(Clause::from(ORGANISATION.as_str()).avec(id)).await?;
    let ligne = lues.into_iter().next().ok_or(Refus::Introuvable)?;
    let sorte = SorteOrganisation::du_code(&ligne.sorte).ok_or(Refus::Introuvable)?;
    Ok((ligne, sorte))
}

/// Whether agents may have an account there.
pub fn a_des_comptes(ligne: &organisation::Model) -> bool {
    SorteOrganisation::du_code(&ligne.sorte).is_some_and(SorteOrganisation::a_des_comptes)
}

/// The organisation, that nobody else may change or count the places of until the commit.
/// On SQLite the transaction holds the only pen already.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn verrouiller_organisation(
    transaction: &(impl ConnectionTrait + Sql),
    id: i64,
) -> Result<(organisation::Model, SorteOrganisation), Refus> {
    organisation::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    trouver_organisation(transaction, id).await
}
