//! How a CER changes: only if nobody changed it meanwhile, and with a step that says who,
//! when and why.

use chrono::{DateTime, Utc};
use reciproque_shared::cer::{EtatCer, Examen, GesteCer, SaisieCer, range};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};

use super::contexte::{contrats, periodes};
use crate::depot::en_json;
use crate::depot::entite::{cer, cer_etape, personne};
use crate::depot::sql::Sql;
use crate::depot::verrou;
use crate::garde::Passage;
use crate::garde::lecture::Concerne;
use crate::refus::Refus;

/// A step of the history, never changed afterwards.
pub struct Etape<'a> {
    pub geste: &'a str,
    pub etat: EtatCer,
    pub motif: Option<&'a str>,
    pub examen: Option<Examen>,
}

impl Etape<'_> {
    /// Adds the step to the history of a CER.
    pub async fn ecrire(
        &self,
        passage: &Passage,
        base: &impl ConnectionTrait,
        cer: i64,
    ) -> Result<(), DbErr> {
        self.signer(base, cer, (passage.agent().id, passage.app().horloge.maintenant())).await
    }

    async fn signer(
        &self,
        base: &impl ConnectionTrait,
        cer: i64,
        (agent, instant): (i64, DateTime<Utc>),
    ) -> Result<(), DbErr> {
        cer_etape::ActiveModel {
            cer_id: Set(cer),
            geste: Set(self.geste.to_owned()),
            etat: Set(self.etat.code().to_owned()),
            instant: Set(instant),
            agent_id: Set(agent),
            motif: Set(self.motif.map(str::to_owned)),
            examine_par: Set(self.examen.map(|examen| examen.par.code().to_owned())),
            examine_le: Set(self.examen.map(|examen| examen.le)),
            ..Default::default()
        }
        .insert(base)
        .await
        .map(drop)
    }
}

/// Writes `valeurs` over the CER as it was read, and raises its version.
///
/// # Errors
/// `Perime` when somebody changed it meanwhile.
pub async fn changer(
    base: &impl ConnectionTrait,
    cer: &cer::Model,
    valeurs: cer::ActiveModel,
) -> Result<(), Refus> {
    let valeurs = cer::ActiveModel { version: Set(cer.version + 1), ..valeurs };
    let issue = cer::Entity::update_many()
        .set(valeurs)
        .filter(cer::Column::Id.eq(cer.id))
        .filter(cer::Column::Version.eq(cer.version))
        .filter(cer::Column::Etat.eq(&cer.etat))
        .exec(base)
        .await
        .map_err(super::brouillon::ou_deja_un)?;
    if issue.rows_affected == 0 { Err(Refus::Perime) } else { Ok(()) }
}

/// A draft that its structure can't finish any more, since the person is accompanied elsewhere; it may
/// be taken up again if the person comes back.
pub async fn laisser(passage: &Passage, brouillon: &cer::Model) -> Result<(), Refus> {
    let auteur = (passage.agent().id, passage.app().horloge.maintenant());
    laisser_par(passage.base(), brouillon, auteur).await
}

/// The same, when who decided did so before.
pub async fn laisser_par(
    base: &impl ConnectionTrait,
    brouillon: &cer::Model,
    auteur: (i64, DateTime<Utc>),
) -> Result<(), Refus> {
    let etat = EtatCer::Abandonne;
    let valeurs = cer::ActiveModel { etat: Set(etat.code().to_owned()), ..Default::default() };
    changer(base, brouillon, valeurs).await?;
    let motif = Some("La structure n’accompagne plus la personne.");
    let etape = Etape { geste: GesteCer::Abandonner.code(), etat, motif, examen: None };
    Ok(etape.signer(base, brouillon.id, auteur).await?)
}

/// A draft that another référent of the structure goes on with, from `de` to `vers`. No step: its state
/// is the same since the same day, and the parcours of the person tells who took over.
///
/// # Errors
/// `Perime` when somebody typed in it meanwhile.
pub async fn confier(
    base: &impl ConnectionTrait,
    brouillon: &cer::Model,
    (de, vers): (i64, i64),
) -> Result<(), Refus> {
    let mut saisie: SaisieCer = serde_json::from_str(&brouillon.saisie)?;
    if saisie.referent == de.to_string() {
        saisie.referent = vers.to_string();
    }
    let valeurs =
        cer::ActiveModel { referent_id: Set(vers), saisie: Set(en_json(&saisie)?), ..Default::default() };
    changer(base, brouillon, valeurs).await
}

/// Two decisions about one person are taken one after the other: each sees the periods
/// that the other has taken.
pub async fn verrouiller(base: &impl ConnectionTrait, qui: &impl Concerne) -> Result<(), DbErr> {
    verrou::tenir::<personne::Entity>(base, qui.concerne()).await.map(drop)
}

/// Sets the ranks of all the contracts of a person from their dates alone.
pub async fn ranger(base: &(impl ConnectionTrait + Sql), qui: &impl Concerne) -> Result<(), Refus> {
    let lignes = contrats(base, qui).await?;
    let mut historique = periodes(&lignes, None);
    range(&mut historique);
    for periode in historique {
        let rang = i32::try_from(periode.rang)?;
        if lignes.iter().any(|ligne| ligne.id == periode.id && ligne.rang != Some(rang)) {
            cer::Entity::update_many()
                .set(cer::ActiveModel { rang: Set(Some(rang)), ..Default::default() })
                .filter(cer::Column::Id.eq(periode.id))
                .exec(base)
                .await?;
        }
    }
    Ok(())
}
