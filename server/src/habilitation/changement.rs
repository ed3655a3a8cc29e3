//! How a habilitation changes: only if nobody changed it meanwhile, and with a step that
//! says who, when and why.

use reciproque_shared::date;
use reciproque_shared::habilitation::{GesteHabilitation, Pas, Preuves, Signature};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};

use crate::depot::entite::{gestionnaire_principal, habilitation, habilitation_etape, session};
use crate::garde::Passage;
use crate::refus::Refus;

/// What the columns prove.
pub fn preuves(ligne: &habilitation::Model) -> Preuves {
    let signature = |instant, empreinte: &Option<String>| -> Option<Signature> {
        Some(Signature { instant: instant?, empreinte: empreinte.clone()? })
    };
    Preuves {
        demandee_le: ligne.demandee_le,
        formation: ligne.formation_id,
        formee_le: ligne.formee_le,
        certifiee_le: ligne.certifiee_le,
        engagement: signature(ligne.engagement_signe_le, &ligne.engagement_empreinte),
        charte: signature(ligne.charte_signee_le, &ligne.charte_empreinte),
        debut: ligne.debut,
        fin: ligne.fin,
    }
}

/// The proofs as columns.
pub fn colonnes(preuves: Preuves) -> habilitation::ActiveModel {
    let (engagement, charte) = (preuves.engagement, preuves.charte);
    habilitation::ActiveModel {
        demandee_le: Set(preuves.demandee_le),
        formation_id: Set(preuves.formation),
        formee_le: Set(preuves.formee_le),
        certifiee_le: Set(preuves.certifiee_le),
        engagement_signe_le: Set(engagement.as_ref().map(|s| s.instant)),
        engagement_empreinte: Set(engagement.map(|s| s.empreinte)),
        charte_signee_le: Set(charte.as_ref().map(|s| s.instant)),
        charte_empreinte: Set(charte.map(|s| s.empreinte)),
        debut: Set(preuves.debut),
        fin: Set(preuves.fin),
        ..Default::default()
    }
}

/// Does a step, the only way to change a habilitation: its proofs, its line in the history,
/// and what an end closes. Whether it is allowed is for `shared::habilitation::transition`.
///
/// # Errors
/// `Perime` when somebody changed it meanwhile.
pub async fn avancer(
    passage: &Passage,
    base: &impl ConnectionTrait,
    lue: &habilitation::Model,
    pas: &Pas,
    motif: Option<String>,
) -> Result<(), Refus> {
    let apres = preuves(lue).apres(pas);
    let finie = apres.fin.is_some_and(|fin| fin <= passage.app().horloge.aujourdhui());
    changer(base, lue, apres).await?;
    etape(passage, base, lue.id, pas.geste(), dit(pas, motif)).await?;
    if finie {
        fermer(base, lue).await?;
    }
    Ok(())
}

/// What the history keeps: the reason, and the day when it is not that of the gesture.
fn dit(pas: &Pas, motif: Option<String>) -> Option<String> {
    match pas {
        Pas::Terminer(fin) => {
            let motif = motif.unwrap_or_default();
            Some(format!("{motif} — accès fermé à partir du {}", date::court(*fin)))
        }
        _ => motif,
    }
}

/// Writes the proofs over the habilitation as it was read, and raises its version.
async fn changer(
    base: &impl ConnectionTrait,
    lue: &habilitation::Model,
    preuves: Preuves,
) -> Result<(), Refus> {
    let valeurs = habilitation::ActiveModel { version: Set(lue.version + 1), ..colonnes(preuves) };
    let issue = habilitation::Entity::update_many()
        .set(valeurs)
        .filter(habilitation::Column::Id.eq(lue.id))
        .filter(habilitation::Column::Version.eq(lue.version))
        .exec(base)
        .await?;
    if issue.rows_affected == 0 { Err(Refus::Perime) } else { Ok(()) }
}

/// Adds a step to the history, never changed afterwards.
pub async fn etape(
    passage: &Passage,
    base: &impl ConnectionTrait,
    habilitation: i64,
    geste: GesteHabilitation,
    motif: Option<String>,
) -> Result<(), DbErr> {
    habilitation_etape::ActiveModel {
        habilitation_id: Set(habilitation),
        geste: Set(geste.code().to_owned()),
        instant: Set(passage.app().horloge.maintenant()),
        agent_id: Set(passage.agent().id),
        motif: Set(motif),
        ..Default::default()
    }
    .insert(base)
    .await
    .map(drop)
}

/// Nothing of an ended habilitation remains open: the sessions of its agent close, and it
/// is nobody's principal manager any more.
pub async fn fermer(base: &impl ConnectionTrait, finie: &habilitation::Model) -> Result<(), DbErr> {
    session::Entity::delete_many().filter(session::Column::AgentId.eq(finie.agent_id)).exec(base).await?;
    gestionnaire_principal::Entity::delete_many()
        .filter(gestionnaire_principal::Column::HabilitationId.eq(finie.id))
        .exec(base)
        .await
        .map(drop)
}
