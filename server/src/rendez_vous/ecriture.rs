//! How a rendez-vous is written: only if nobody changed it meanwhile, and with a step
//! that says who and when.

use reciproque_shared::rendez_vous::{RendezVous, StatutRendezVous};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};

use super::brouillon::oublier_changements;
use super::colonnes::colonnes;
use crate::depot::entite::{rendez_vous, rendez_vous_etape};
use crate::garde::Passage;
use crate::refus::{Refus, a_jour};

/// A new rendez-vous of a person; `origine` is the one that it replaces.
pub async fn ajouter(
    passage: &Passage,
    personne: i64,
    (lu, referent): (&RendezVous, i64),
    origine: Option<i64>,
) -> Result<rendez_vous::Model, Refus> {
    let nouveau = rendez_vous::ActiveModel {
        personne_id: Set(personne),
        organisation_id: Set(passage.agent().organisation),
        origine_id: Set(origine),
        statut: Set(StatutRendezVous::Prevu.code().to_owned()),
        version: Set(1),
        ..colonnes(lu, referent)?
    };
    let ligne = nouveau.insert(passage.base()).await?;
    etape(passage, passage.base(), (ligne.id, StatutRendezVous::Prevu), None).await?;
    Ok(ligne)
}

/// Writes `valeurs` over the rendez-vous as it was read, and raises its version.
///
/// # Errors
/// `Perime` when somebody changed it meanwhile.
pub async fn changer(
    base: &impl ConnectionTrait,
    ligne: &rendez_vous::Model,
    valeurs: rendez_vous::ActiveModel,
) -> Result<(), Refus> {
    let issue = rendez_vous::Entity::update_many()
        .set(rendez_vous::ActiveModel { version: Set(ligne.version + 1), ..valeurs })
        .filter(rendez_vous::Column::Id.eq(ligne.id))
        .filter(rendez_vous::Column::Version.eq(ligne.version))
        .exec(base)
        .await?;
    if issue.rows_affected == 0 { Err(Refus::Perime) } else { Ok(()) }
}

/// Cancelled by the service: the structure does not accompany the person any more.
pub async fn decommander(passage: &Passage, prevu: &rendez_vous::Model) -> Result<(), Refus> {
    let (base, statut) = (passage.base(), StatutRendezVous::AnnuleService);
    let valeurs = rendez_vous::ActiveModel { statut: Set(statut.code().to_owned()), ..Default::default() };
    changer(base, prevu, valeurs).await?;
    etape(passage, base, (prevu.id, statut), None).await?;
    Ok(oublier_changements(passage, prevu.id).await?)
}

/// Another référent of the structure holds it from now on; when and where stay.
pub async fn confier(passage: &Passage, prevu: &rendez_vous::Model, vers: i64) -> Result<(), Refus> {
    let base = passage.base();
    let valeurs = rendez_vous::ActiveModel { referent_id: Set(vers), ..Default::default() };
    changer(base, prevu, valeurs).await?;
    Ok(etape(passage, base, (prevu.id, StatutRendezVous::Prevu), Some(prevu)).await?)
}

/// Adds a step to the history; `change` is the rendez-vous as it was until then, when its
/// date or place may change.
pub async fn etape(
    passage: &Passage,
    base: &impl ConnectionTrait,
    (rendez_vous, statut): (i64, StatutRendezVous),
    change: Option<&rendez_vous::Model>,
) -> Result<(), DbErr> {
    pas(passage, (rendez_vous, statut.code()), change).insert(base).await.map(drop)
}

/// Adds the step of a rectification, made on a request of the person; `avant` is the rendez-vous
/// as it was until then.
pub async fn rectifie(
    passage: &Passage,
    base: &impl ConnectionTrait,
    avant: &rendez_vous::Model,
) -> Result<(), DbErr> {
    let pas = pas(passage, (avant.id, &avant.statut), Some(avant));
    rendez_vous_etape::ActiveModel { rectifie: Set(true), ..pas }.insert(base).await.map(drop)
}

fn pas(
    passage: &Passage,
    (rendez_vous, statut): (i64, &str),
    change: Option<&rendez_vous::Model>,
) -> rendez_vous_etape::ActiveModel {
    rendez_vous_etape::ActiveModel {
        rendez_vous_id: Set(rendez_vous),
        statut: Set(statut.to_owned()),
        instant: Set(passage.app().horloge.maintenant()),
        agent_id: Set(passage.agent().id),
        debut_avant: Set(change.map(|avant| avant.debut)),
        lieu_avant: Set(change.and_then(|avant| avant.lieu.clone())),
        rectifie: Set(false),
        ..Default::default()
    }
}

/// The rendez-vous may be written by this agent, who saw its last version.
///
/// # Errors
/// `Conflit` when another structure made it, `Perime` when somebody changed it meanwhile.
pub fn a_ecrire(passage: &Passage, ligne: &rendez_vous::Model, version: i32) -> Result<(), Refus> {
    if ligne.organisation_id != passage.agent().organisation {
        return Err(Refus::Conflit(
            "Ce rendez-vous est celui d’une autre structure : vous pouvez le lire, elle seule le modifie. Pour rencontrer la \
             personne, fixez un nouveau rendez-vous depuis son dossier."
                .into(),
        ));
    }
    a_jour(ligne.version, version)
}
