//! What the structure that accompanied leaves unfinished when the person goes elsewhere: its drafts
//! and its rendez-vous to come are closed, each with the reason in its own history.

use chrono::NaiveDate;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::parcours::fiche::EnSuspens;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::DbErr;

use crate::depot::entite::{cer, personne, rendez_vous};
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::garde::lecture::{Avec, Lisibles, lisibles_des};
use crate::refus::Refus;
use crate::{cer as contrats, rendez_vous as entrevues};

fn brouillons(personne: &personne::Model, structure: i64) -> Lisibles<cer::Entity> {
    lisibles_des::<cer::Entity, _>([personne])
        .et("cer.organisation_id = ?")
        .avec(structure)
        .et("cer.etat = ?")
        .avec(EtatCer::Brouillon.code())
}

fn a_venir(passage: &Passage, personne: &personne::Model, structure: i64) -> Lisibles<rendez_vous::Entity> {
    lisibles_des::<rendez_vous::Entity, _>([personne])
        .et("rendez_vous.organisation_id = ?")
        .avec(structure)
        .et("rendez_vous.statut = ?")
        .avec(StatutRendezVous::Prevu.code())
        .et("rendez_vous.debut >= ?")
        .avec(passage.app().horloge.locale())
}

pub async fn compter(
    passage: &Passage,
    base: &impl Sql,
    personne: &personne::Model,
    structure: i64,
) -> Result<EnSuspens, DbErr> {
    Ok(EnSuspens {
        brouillons: brouillons(personne, structure).compter(base, Avec::default()).await?,
        rendez_vous: a_venir(passage, personne, structure).compter(base, Avec::default()).await?,
    })
}

/// Once the structure accompanies no more. One that still does until a later day keeps them.
pub async fn clore(
    passage: &Passage,
    personne: &personne::Model,
    structure: i64,
    dernier_jour: NaiveDate,
) -> Result<(), Refus> {
    if dernier_jour >= passage.app().horloge.aujourdhui() {
        return Ok(());
    }
    let base = passage.base();
    let ouverts: Vec<cer::Model> = brouillons(personne, structure).charger(base, Avec::default(), "").await?;
    for brouillon in ouverts {
        contrats::laisser(passage, &brouillon).await?;
    }
    let prevus: Vec<rendez_vous::Model> =
        a_venir(passage, personne, structure).charger(base, Avec::default(), "").await?;
    for prevu in prevus {
        entrevues::decommander(passage, &prevu).await?;
    }
    Ok(())
}
