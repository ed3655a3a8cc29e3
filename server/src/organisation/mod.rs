//! Organisations as the département's user referent keeps them.

mod creation;
mod employeur;
mod fiche;
mod horaires;
mod liste;
mod usage;

pub use creation::creer;
pub use employeur::{Anciens, Employeurs};
pub use fiche::{consulter, relire, retrouver};
pub use horaires::regler;
pub use liste::consulter_toutes;

use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::refus::Refus;
use crate::store::entite::organisation;

/// The organisation and its kind.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn trouver(
    base: &impl ConnectionTrait,
    id: i64,
) -> Result<(organisation::Model, SorteOrganisation), Refus> {
    let ligne = organisation::Entity::find_by_id(id).one(base).await?.ok_or(Refus::Introuvable)?;
    let sorte = SorteOrganisation::du_code(&ligne.sorte).ok_or(Refus::Introuvable)?;
    Ok((ligne, sorte))
}

/// The organisation, that nobody else may change or count the places of until the commit.
/// On SQLite the transaction holds the only pen already.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn verrouiller(
    transaction: &impl ConnectionTrait,
    id: i64,
) -> Result<(organisation::Model, SorteOrganisation), Refus> {
    organisation::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    trouver(transaction, id).await
}
