//! The way back from a flow that should not have been read: wrongly dated, it is more
//! recent than all the next ones, which are then left aside. Declared void, it comes
//! before any other: the next flow read counts again, and so does a former one read anew.
//!
//! What it wrote stays until then: the store keeps the last word on a dossier, and an
//! agent sees better an old word than none. But whom it alone had followed from one dossier to
//! another goes back with all that hangs on her, and it is asked whether she is one: an agent
//! answers, or the next flow about either dossier.

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::date;
use reciproque_shared::habilitation::Acte;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, Statement,
    TransactionTrait,
};

use super::trace::{ABREGE, sous_trace};
use crate::attente;
use crate::depot::Depot;
use crate::depot::entite::flux;
use crate::depot::reunion;
use crate::journal::Journal;
use crate::serveur::Horloge;

/// What became void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annulation {
    pub reference: NaiveDate,
    /// Dossiers of which this flow had the last word.
    pub dossiers: u64,
    /// Persons whom it had followed from one dossier to another, and who went back.
    pub reunions: u64,
}

/// Declares an import void, under the journal.
///
/// # Errors
/// No flow bears this number, or it is void already; or the store or the journal fails:
/// nothing is done then.
pub async fn annuler_sous_trace(
    (depot, journal): (&Depot, &Journal),
    numero: i64,
    horloge: &Horloge,
) -> anyhow::Result<Annulation> {
    let lu = flux::Entity::find_by_id(numero).one(depot.lecture()).await?.with_context(|| {
        format!(
            "aucun flux ne porte le numéro {numero} : relevez-le sur la page des imports de l'administrateur"
        )
    })?;
    let objet = format!("flux:{}", lu.empreinte.chars().take(ABREGE).collect::<String>());
    let fait = annuler(depot, numero, horloge.maintenant());
    sous_trace(journal, (Acte::AnnulerFlux, &objet), horloge, fait).await
}

async fn annuler(depot: &Depot, numero: i64, maintenant: DateTime<Utc>) -> anyhow::Result<Annulation> {
    let transaction = depot.ecriture().begin().await?;
    let lu = flux::Entity::find_by_id(numero).one(&transaction).await?.context("le flux n'existe plus")?;
    if let Some(quand) = lu.annule_le {
        bail!("l'import n° {numero} est annulé depuis le {}", date::court(date::a_paris(quand).date()));
    }
    let reference = lu.date_reference;
    let mut annule = lu.into_active_model();
    annule.annule_le = Set(Some(maintenant));
    annule.update(&transaction).await?;
    let dossiers = transaction.execute_unprepared(&redater(numero)).await?.rows_affected();
    transaction.execute_unprepared(&ramener(numero, reference)).await?;
    let regles = attente::regles_gardees(&transaction).await?;
    let mut ramenees = ramenees(&transaction, numero).await?;
    let rendues = reunion::annuler(&transaction, numero, maintenant).await?;
    let reunions = rendues.len() as u64 / 2;
    ramenees.extend(rendues);
    for lot in ramenees.chunks(LOT) {
        attente::reecrire(&transaction, &regles, lot).await?;
    }
    transaction.commit().await?;
    Ok(Annulation { reference, dossiers, reunions })
}

/// Its dossiers bear the date of the last flow before it that still counts, if any.
fn redater(numero: i64) -> String {
    format!(
        "UPDATE dossier SET date_reference = COALESCE((SELECT MAX(histoire.date_reference) FROM dossier_flux histoire \
         JOIN flux ON flux.id = histoire.flux_id WHERE histoire.dossier_id = dossier.id AND flux.annule_le IS NULL), \
         date_reference) WHERE flux_id = {numero}"
    )
}

/// Persons rewritten at once.
const LOT: usize = 500;

/// The persons of its dossiers on whom something hangs.
async fn ramenees(base: &impl ConnectionTrait, numero: i64) -> anyhow::Result<Vec<i64>> {
    let liees = ["orientation", "situation_france_travail"].map(|table| {
        format!(
            "SELECT personne.id FROM dossier JOIN personne ON personne.dossier_id = dossier.id \
             JOIN {table} ON {table}.personne_id = personne.id WHERE dossier.flux_id = {numero}"
        )
    });
    let lignes = base
        .query_all_raw(Statement::from_string(base.get_database_backend(), liees.join(" UNION ")))
        .await?;
    Ok(lignes.iter().map(|ligne| ligne.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Those that it alone said to be gone are not.
fn ramener(numero: i64, reference: NaiveDate) -> String {
    format!(
        "UPDATE personne SET partie_le = NULL WHERE partie_le = '{reference}' AND suite_id IS NULL \
         AND dossier_id IN (SELECT id FROM dossier WHERE flux_id = {numero})"
    )
}
