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

/// Why nothing that needs an account is done there, and what to do.
pub const SANS_COMPTE: &str = "Cette structure est sans compte : personne ne s’y connecte. Passez-la d’abord sous \
     convention, depuis sa page.";

/// Whether agents may have an account there: a caisse has none, nor has a structure without accounts.
pub fn peut_avoir_des_comptes(ligne: &organisation::Model) -> bool {
    !ligne.sans_compte
        && SorteOrganisation::du_code(&ligne.sorte).is_some_and(SorteOrganisation::a_des_comptes)
}

/// The organisation has accounts, or may have some.
///
/// # Errors
/// `Conflit` for a structure without accounts, and for a caisse.
pub fn a_des_comptes(ligne: &organisation::Model) -> Result<(), Refus> {
    peut_signer(ligne)?;
    match peut_avoir_des_comptes(ligne) {
        true => Ok(()),
        false => Err(Refus::Conflit(
            "Personne n’a de compte dans une caisse : choisissez une autre organisation.".to_owned(),
        )),
    }
}

/// The organisation may sign a convention.
///
/// # Errors
/// `Conflit` for a structure without accounts.
pub fn peut_signer(ligne: &organisation::Model) -> Result<(), Refus> {
    if ligne.sans_compte { Err(Refus::Conflit(SANS_COMPTE.to_owned())) } else { Ok(()) }
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
