//! What an agent types for a person is on the server until it is a rendez-vous, or is
//! given up: one draft an agent and a person, right or wrong, seen by that agent only.

use reciproque_shared::api::{EffacerBrouillonRendezVous, GarderBrouillonRendezVous};
use reciproque_shared::fiche_rendez_vous::{BrouillonGarde, BrouillonRendezVous};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::dossier::requete;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::en_json;
use crate::store::entite::brouillon_rendez_vous::{ActiveModel, Column, Entity};

/// `PUT /personnes/{personne}/rendez-vous/brouillon`
pub async fn garder(
    passage: Passage,
    demande: Demande<GarderBrouillonRendezVous>,
) -> Result<Traced<BrouillonGarde>, Refus> {
    let personne = requete::personne_accompagnee(&passage, demande.chemin).await?;
    let saisie_le = passage.app().horloge.maintenant();
    let ligne = ActiveModel {
        agent_id: Set(passage.agent().id),
        personne_id: Set(personne.id),
        saisie: Set(en_json(&demande.corps)?),
        saisie_le: Set(saisie_le),
        ..Default::default()
    };
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    let le_sien = OnConflict::columns([Column::AgentId, Column::PersonneId])
        .update_columns([Column::Saisie, Column::SaisieLe])
        .to_owned();
    Entity::insert(ligne).on_conflict(le_sien).exec_without_returning(ecriture.base()).await?;
    Ok(ecriture.aboutir(BrouillonGarde { saisie_le }))
}

/// `DELETE /personnes/{personne}/rendez-vous/brouillon`
pub async fn effacer(
    passage: Passage,
    demande: Demande<EffacerBrouillonRendezVous>,
) -> Result<Traced<()>, Refus> {
    let personne = requete::personne_accompagnee(&passage, demande.chemin).await?;
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    oublier(&passage, ecriture.base(), personne.id).await?;
    Ok(ecriture.aboutir(()))
}

/// What the agent was typing for this person.
///
/// # Errors
/// When the store can't be read.
pub async fn lire(passage: &Passage, personne: i64) -> Result<Option<BrouillonRendezVous>, Refus> {
    let base = passage.app().depot.lecture();
    let Some(ligne) = Entity::find().filter(le_mien(passage, personne)).one(base).await? else {
        return Ok(None);
    };
    let saisie = serde_json::from_str(&ligne.saisie)?;
    Ok(Some(BrouillonRendezVous { saisie, saisie_le: ligne.saisie_le }))
}

/// Drops the draft of the agent for this person, if there is one.
///
/// # Errors
/// When the store can't be written.
pub async fn oublier(passage: &Passage, base: &impl ConnectionTrait, personne: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(le_mien(passage, personne)).exec(base).await.map(drop)
}

fn le_mien(passage: &Passage, personne: i64) -> Condition {
    Condition::all().add(Column::AgentId.eq(passage.agent().id)).add(Column::PersonneId.eq(personne))
}
