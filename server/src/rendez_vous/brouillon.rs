//! What an agent types for a person is on the server until it is a rendez-vous, or is given up:
//! right or wrong, seen by that agent only. One draft an agent and a person, and one for each way
//! of changing a rendez-vous that exists.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use reciproque_shared::api::{
    EffacerBrouillonChangement, EffacerBrouillonRendezVous, GarderBrouillonChangement,
    GarderBrouillonRendezVous,
};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::rendez_vous::fiche::{BrouillonChangement, BrouillonRendezVous};
use reciproque_shared::rendez_vous::{Changement, SaisieRendezVous};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, QueryFilter, SqlErr};

use super::colonnes::{ecrite, statut};
use super::ecriture::a_ecrire;
use super::lecture::trouver;
use crate::depot::en_json;
use crate::depot::entite::brouillon_rendez_vous::{ActiveModel, Entity, Model};
use crate::depot::entite::rendez_vous;
use crate::depot::sql::Clause;
use crate::garde::lecture::{self, Lisibles, hors_perimetre};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// What a draft is about.
pub enum Sujet {
    /// A rendez-vous to come of this person.
    Nouveau(i64),
    Change(Box<rendez_vous::Model>, Changement),
}

impl Sujet {
    fn objet(&self) -> Objet {
        match self {
            Self::Nouveau(personne) => Objet::new("personne", *personne),
            Self::Change(ligne, _) => Objet::new("rendez_vous", ligne.id),
        }
    }

    fn sujet(&self) -> Clause {
        match self {
            Self::Nouveau(personne) => Clause::from(
                "brouillon_rendez_vous.personne_id = ? AND brouillon_rendez_vous.rendez_vous_id IS NULL",
            )
            .avec(*personne),
            Self::Change(ligne, changement) => {
                sur(ligne.id).et("brouillon_rendez_vous.changement = ?").avec(changement.code())
            }
        }
    }

    /// A new line, without what is typed.
    fn ligne(&self, passage: &Passage) -> Result<ActiveModel, Refus> {
        let agent_id = Set(passage.agent().id);
        Ok(match self {
            Self::Nouveau(personne) => {
                ActiveModel { agent_id, personne_id: Set(*personne), ..Default::default() }
            }
            Self::Change(ligne, changement) => ActiveModel {
                agent_id,
                personne_id: Set(ligne.personne_id),
                rendez_vous_id: Set(Some(ligne.id)),
                changement: Set(Some(changement.code().to_owned())),
                depart: Set(Some(en_json(&ecrite(ligne))?)),
                ..Default::default()
            },
        })
    }

    async fn trouver(&self, passage: &Passage) -> Result<Option<Model>, DbErr> {
        les_miens(passage).et(self.sujet()).une(passage.base()).await
    }
}

/// Whatever changes this rendez-vous.
fn sur(rendez_vous: i64) -> Clause {
    Clause::from("brouillon_rendez_vous.rendez_vous_id = ?").avec(rendez_vous)
}

fn du_mien(passage: &Passage) -> Clause {
    Clause::from("brouillon_rendez_vous.agent_id = ?").avec(passage.agent().id)
}

/// `PUT /personnes/{personne}/rendez-vous/brouillon`
pub async fn garder(
    passage: Passage,
    appel: AppelRecu<GarderBrouillonRendezVous>,
) -> Result<Traced<BrouillonGarde>, Refus> {
    let personne = lecture::personne_recue(&passage, appel.chemin).await?;
    tenir(passage, Sujet::Nouveau(personne.id), appel.version, appel.corps).await
}

/// `PUT /rendez-vous/{rendez_vous}/brouillon/{geste}`: on the rendez-vous as it was seen, so
/// that one knows at once that somebody acted first.
pub async fn garder_changement(
    passage: Passage,
    appel: AppelRecu<GarderBrouillonChangement>,
) -> Result<Traced<BrouillonGarde>, Refus> {
    let (id, changement) = appel.chemin;
    let ligne = trouver(&passage, id).await?;
    a_ecrire(&passage, &ligne, appel.corps.vue)?;
    let possible = statut(&ligne).permet(changement, ligne.debut, passage.app().horloge.locale());
    if !possible {
        return Err(Refus::Conflit("Ce rendez-vous a déjà un résultat : voyez sa fiche.".into()));
    }
    tenir(passage, Sujet::Change(Box::new(ligne), changement), appel.version, appel.corps.saisie).await
}

/// Over the version that was seen, 0 when none was, so that two tabs never overwrite each other. Sending the same
/// content again changes nothing, so that a lost answer can be asked again.
async fn tenir(
    passage: Passage,
    sujet: Sujet,
    version: i32,
    typee: SaisieRendezVous,
) -> Result<Traced<BrouillonGarde>, Refus> {
    let deja = sujet.trouver(&passage).await?;
    // One field too long holds no other back.
    let avant = deja.as_ref().map(saisie).transpose()?.unwrap_or_default();
    let (retenue, refuses) = typee.retenir(&avant);
    let nouvelle = ActiveModel { saisie: Set(en_json(&retenue)?), ..sujet.ligne(&passage)? };
    if let Some(deja) = deja.filter(|deja| dit_deja(deja, &nouvelle)) {
        return passage.laisser_sortir(sujet.objet(), &passage.rubriques(), |_| garde(&deja, refuses)).await;
    }
    let ecriture = passage.annoncer(sujet.objet()).await?;
    ecriture
        .accomplir(async {
            let deja = sujet.trouver(&passage).await?;
            a_jour(deja.as_ref().map_or(0, |deja| deja.version), version)?;
            let saisie_le = passage.app().horloge.maintenant();
            let version = deja.as_ref().map_or_else(|| premiere(saisie_le), |deja| deja.version + 1);
            let mut ligne = ActiveModel { saisie_le: Set(saisie_le), version: Set(version), ..nouvelle };
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

/// What would be written is there, typed over the same rendez-vous.
fn dit_deja(deja: &Model, nouvelle: &ActiveModel) -> bool {
    let depart = nouvelle.depart.try_as_ref().and_then(Option::as_ref);
    nouvelle.saisie.try_as_ref() == Some(&deja.saisie) && depart == deja.depart.as_ref()
}

/// `DELETE /personnes/{personne}/rendez-vous/brouillon`
pub async fn effacer(
    passage: Passage,
    appel: AppelRecu<EffacerBrouillonRendezVous>,
) -> Result<Traced<()>, Refus> {
    let personne = lecture::personne_recue(&passage, appel.chemin).await?;
    renoncer(passage, Sujet::Nouveau(personne.id), appel.version).await
}

/// `DELETE /rendez-vous/{rendez_vous}/brouillon/{geste}`
pub async fn effacer_changement(
    passage: Passage,
    appel: AppelRecu<EffacerBrouillonChangement>,
) -> Result<Traced<()>, Refus> {
    let (id, changement) = appel.chemin;
    let ligne = trouver(&passage, id).await?;
    renoncer(passage, Sujet::Change(Box::new(ligne), changement), appel.version).await
}

async fn renoncer(passage: Passage, sujet: Sujet, version: i32) -> Result<Traced<()>, Refus> {
    let ecriture = passage.annoncer(sujet.objet()).await?;
    ecriture
        .accomplir(async {
            let deja = sujet.trouver(&passage).await?;
            if let Some(deja) = deja {
                a_jour(deja.version, version)?;
            }
            oublier(&passage, &sujet).await?;
            Ok(())
        })
        .await
}

/// A draft begins where no former one about the same thing stopped: what a tab saw of that one
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

fn brouillon(ligne: &Model) -> Result<BrouillonRendezVous, Refus> {
    let Model { saisie_le, version, .. } = *ligne;
    Ok(BrouillonRendezVous { saisie: saisie(ligne)?, saisie_le, version })
}

/// What the agent was typing for this person.
pub async fn charger(passage: &Passage, personne: i64) -> Result<Option<BrouillonRendezVous>, Refus> {
    Sujet::Nouveau(personne).trouver(passage).await?.as_ref().map(brouillon).transpose()
}

/// What the agent was typing to change this rendez-vous.
///
/// # Errors
/// When the store can't be read.
pub async fn charger_changements(
    passage: &Passage,
    rendez_vous: i64,
) -> Result<Vec<BrouillonChangement>, Refus> {
    let lus = les_miens(passage).et(sur(rendez_vous)).toutes(passage.base(), "").await?;
    lus.iter().map(changement).collect()
}

fn changement(ligne: &Model) -> Result<BrouillonChangement, Refus> {
    let changement = ligne.changement.as_deref().and_then(Changement::du_code);
    Ok(BrouillonChangement {
        changement: changement.context("a draft that changes nothing")?,
        depart: serde_json::from_str(ligne.depart.as_deref().unwrap_or_default())?,
        brouillon: brouillon(ligne)?,
    })
}

/// Nobody else reads them.
fn les_miens(passage: &Passage) -> Lisibles<Entity> {
    hors_perimetre::<Entity>("what an agent types is read by that agent alone").et(du_mien(passage))
}

/// Drops the draft of the agent about this, if there is one.
///
/// # Errors
/// When the store can't be written.
pub async fn oublier(passage: &Passage, sujet: &Sujet) -> Result<(), DbErr> {
    oublier_sur(passage, sujet.sujet()).await
}

/// The rendez-vous has its result: drops what the agent was typing to change it.
///
/// # Errors
/// When the store can't be written.
pub async fn oublier_changements(passage: &Passage, rendez_vous: i64) -> Result<(), DbErr> {
    oublier_sur(passage, sur(rendez_vous)).await
}

/// Another référent goes on with what `de` was typing: who was to hold the rendez-vous is then `vers`.
///
/// # Errors
/// `Perime` when that one types about the same thing already.
pub async fn confier(passage: &Passage, ligne: &Model, (de, vers): (i64, i64)) -> Result<(), Refus> {
    let releve = |texte: &str| -> Result<String, Refus> {
        let mut saisie: SaisieRendezVous = serde_json::from_str(texte)?;
        saisie.referent = saisie.referent.map(|agent| if agent == de { vers } else { agent });
        Ok(en_json(&saisie)?)
    };
    let confie = ActiveModel {
        id: Set(ligne.id),
        agent_id: Set(vers),
        saisie: Set(releve(&ligne.saisie)?),
        depart: Set(ligne.depart.as_deref().map(releve).transpose()?),
        version: Set(ligne.version + 1),
        ..Default::default()
    };
    confie.update(passage.base()).await.map(drop).map_err(ou_devance)
}

async fn oublier_sur(passage: &Passage, sujet: Clause) -> Result<(), DbErr> {
    let base = passage.base();
    Entity::delete_many().filter(sujet.et(du_mien(passage)).pour(base)).exec(base).await.map(drop)
}
