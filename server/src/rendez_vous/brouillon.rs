//! What an agent types for a person is on the server until it is a rendez-vous, or is
//! given up: one draft an agent and a person, right or wrong, seen by that agent only.

use chrono::{DateTime, Utc};
use reciproque_shared::api::{EffacerBrouillonRendezVous, GarderBrouillonRendezVous};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::fiche_rendez_vous::BrouillonRendezVous;
use reciproque_shared::rendez_vous::SaisieRendezVous;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Condition;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, SqlErr};

use crate::dossier::requete;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::en_json;
use crate::store::entite::brouillon_rendez_vous::{ActiveModel, Column, Entity, Model};

/// `PUT /personnes/{personne}/rendez-vous/brouillon`: over the version that was seen, so that
/// two tabs never overwrite each other. Sending the same content again changes nothing, so that
/// a lost answer can be asked again.
pub async fn garder(
    passage: Passage,
    demande: Demande<GarderBrouillonRendezVous>,
) -> Result<Traced<BrouillonGarde>, Refus> {
    let personne = requete::personne_recue(&passage, demande.chemin).await?;
    let objet = Objet::new("personne", personne.id);
    let deja = trouver(&passage, passage.base(), personne.id).await?;
    // One field too long holds no other back.
    let avant = deja.as_ref().map(saisie).transpose()?.unwrap_or_default();
    let (retenue, refuses) = demande.corps.retenir(&avant);
    let contenu = en_json(&retenue)?;
    if let Some(deja) = deja.filter(|deja| deja.saisie == contenu) {
        return passage.laisser_sortir(objet, &passage.rubriques(), |_| garde(&deja, refuses)).await;
    }
    let ecriture = passage.annoncer(objet).await?;
    ecriture
        .accomplir(async {
            let deja = trouver(&passage, passage.base(), personne.id).await?;
            a_jour(deja.as_ref(), demande.version)?;
            let saisie_le = passage.app().horloge.maintenant();
            let version = deja.as_ref().map_or_else(|| premiere(saisie_le), |deja| deja.version + 1);
            let mut ligne = ActiveModel {
                agent_id: Set(passage.agent().id),
                personne_id: Set(personne.id),
                saisie: Set(contenu),
                saisie_le: Set(saisie_le),
                version: Set(version),
                ..Default::default()
            };
            let ligne = match deja {
                Some(deja) => {
                    ligne.id = Set(deja.id);
                    ligne.update(passage.base()).await?
                }
                None => ligne.insert(passage.base()).await.map_err(ou_devance)?,
            };
            Ok(garde(&ligne, refuses))
        })
        .await
}

/// `DELETE /personnes/{personne}/rendez-vous/brouillon`
pub async fn effacer(
    passage: Passage,
    demande: Demande<EffacerBrouillonRendezVous>,
) -> Result<Traced<()>, Refus> {
    let personne = requete::personne_recue(&passage, demande.chemin).await?;
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    ecriture
        .accomplir(async {
            let deja = trouver(&passage, passage.base(), personne.id).await?;
            if deja.is_some() {
                a_jour(deja.as_ref(), demande.version)?;
            }
            oublier(&passage, passage.base(), personne.id).await?;
            Ok(())
        })
        .await
}

/// Whether the draft is the one that was seen; 0: none was.
fn a_jour(deja: Option<&Model>, vue: Option<i32>) -> Result<(), Refus> {
    match vue {
        Some(vue) if vue == deja.map_or(0, |deja| deja.version) => Ok(()),
        Some(_) => Err(Refus::Perime),
        None => Err(Refus::VersionAbsente),
    }
}

/// A draft begins where no former one of the same person stopped: what a tab saw of that one
/// never passes for this one.
fn premiere(instant: DateTime<Utc>) -> i32 {
    i32::try_from(instant.timestamp().rem_euclid(1_000_000_000)).unwrap_or(1)
}

/// Two tabs that begin at the same instant: the store refuses the second draft.
fn ou_devance(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
        _ => erreur.into(),
    }
}

fn garde(ligne: &Model, refuses: Vec<ErreurChamp>) -> BrouillonGarde {
    BrouillonGarde { saisie_le: ligne.saisie_le, version: ligne.version, refuses }
}

fn saisie(ligne: &Model) -> serde_json::Result<SaisieRendezVous> {
    serde_json::from_str(&ligne.saisie)
}

/// What the agent was typing for this person.
///
/// # Errors
/// When the store can't be read.
pub async fn lire(passage: &Passage, personne: i64) -> Result<Option<BrouillonRendezVous>, Refus> {
    let Some(ligne) = trouver(passage, passage.base(), personne).await? else {
        return Ok(None);
    };
    Ok(Some(BrouillonRendezVous {
        saisie: saisie(&ligne)?,
        saisie_le: ligne.saisie_le,
        version: ligne.version,
    }))
}

/// Drops the draft of the agent for this person, if there is one.
///
/// # Errors
/// When the store can't be written.
pub async fn oublier(passage: &Passage, base: &impl ConnectionTrait, personne: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(le_mien(passage, personne)).exec(base).await.map(drop)
}

async fn trouver(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: i64,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(le_mien(passage, personne)).one(base).await
}

fn le_mien(passage: &Passage, personne: i64) -> Condition {
    Condition::all().add(Column::AgentId.eq(passage.agent().id)).add(Column::PersonneId.eq(personne))
}
