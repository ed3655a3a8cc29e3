//! The invented département of `reciproque demo`: a real flow, read by the real importer,
//! then completed with organisations, agents, orientations, CER and rendez-vous.

pub mod affluence;
mod agent;
mod caisses;
mod cer;
mod confies;
mod convention;
pub mod curiosite;
pub mod droit;
pub mod flux;
pub mod france_travail;
mod habilitation;
mod histoire;
mod instruction;
mod organisation;
mod prolongation;
pub mod rapprochement;
mod rendez_vous;
mod reorientation;
pub mod revue;
mod structures;
mod suivi;
mod territoire;
pub mod traces;

use chrono::NaiveDate;
use reciproque_shared::regle::Regles;
use sea_orm::TransactionTrait;

pub use agent::Compte;

use crate::attente;
use crate::depot::Depot;

/// Completes the foyers that the flow brought; answers the accounts to sign in with.
/// All or nothing: one transaction.
pub async fn completer(depot: &Depot, graine: u64, jour: NaiveDate) -> anyhow::Result<Vec<Compte>> {
    let base = depot.ecriture().begin().await?;
    let organisations = organisation::installer(&base).await?;
    let mut agents = agent::installer(&base, &organisations, jour).await?;
    convention::installer(&base, &organisations, agents.referent_utilisateurs, jour).await?;
    territoire::installer(&base, &organisations, agents.referent_utilisateurs, jour).await?;
    histoire::installer(&base, &agents, jour).await?;
    habilitation::installer(&base, &mut agents, jour).await?;
    let ville = organisations.structures[convention::VILLE_DE_MULHOUSE].id;
    let suivis = suivi::installer(&base, &agents, ville, graine, jour).await?;
    prolongation::installer(&base, &suivis).await?;
    cer::installer(&base, &suivis, graine, jour).await?;
    rendez_vous::installer(&base, &suivis, graine, jour).await?;
    reorientation::installer(&base, &suivis, graine, jour).await?;
    confies::installer(&base, &agents, &suivis, jour).await?;
    structures::installer(&base, &organisations, jour).await?;
    instruction::installer(&base, &agents, &suivis, jour).await?;
    base.commit().await?;
    attente::mettre_a_jour(depot, &Regles::default()).await?;
    Ok(agents.comptes)
}
