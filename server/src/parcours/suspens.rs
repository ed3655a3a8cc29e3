//! What the structure that accompanied leaves unfinished when the person goes elsewhere: its drafts
//! once it accompanies no more, and its rendez-vous after its last day, are closed, each with the
//! reason in its own history.

use chrono::NaiveDate;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::parcours::fiche::EnSuspens;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::DbErr;

use crate::depot::entite::{cer, personne, rendez_vous};
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::garde::lecture::{Lisibles, lisibles_des};
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
    let prevus: Vec<rendez_vous::Model> =
        a_venir(passage, personne, structure).toutes(base, " ORDER BY rendez_vous.debut").await?;
    Ok(EnSuspens {
        brouillons: brouillons(personne, structure).compter(base, "").await?,
        rendez_vous: prevus.iter().map(|prevu| prevu.debut.date()).collect(),
    })
}

/// A structure that still accompanies until a later day keeps its drafts, and its rendez-vous until then.
pub async fn clore(
    passage: &Passage,
    personne: &personne::Model,
    structure: i64,
    dernier_jour: NaiveDate,
) -> Result<(), Refus> {
    let base = passage.base();
    if dernier_jour < passage.app().horloge.aujourdhui() {
        let ouverts: Vec<cer::Model> = brouillons(personne, structure).toutes(base, "").await?;
        for brouillon in ouverts {
            contrats::laisser(passage, &brouillon).await?;
        }
    }
    let prevus: Vec<rendez_vous::Model> = a_venir(passage, personne, structure).toutes(base, "").await?;
    for prevu in prevus.iter().filter(|prevu| prevu.debut.date() > dernier_jour) {
        entrevues::decommander(passage, prevu).await?;
    }
    Ok(())
}
