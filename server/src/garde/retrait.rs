//! Acts that only take access away ([`Retrait`]): they take effect even when the journal can't be
//! written. Their event is then kept in the store, in the same transaction, and appended as soon as
//! the journal writes again: in order, once, also after a restart.

use std::time::Duration;

use chrono::{SubsecRound, TimeDelta};
use reciproque_shared::habilitation::Retrait;
use reciproque_shared::journal::{Evenement, Issue};
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, ModelTrait, QueryOrder, QuerySelect};
use tokio::time::{MissedTickBehavior, interval};

use super::ecriture::Trace;
use super::{Ecriture, Objet, Passage};
use crate::depot::entite::trace_differee;
use crate::journal::Filtre;
use crate::refus::Refus;
use crate::serveur::Extranet;

/// Between two tries to give the journal what waits for it.
const RELANCE: Duration = Duration::from_secs(5);

impl Passage {
    /// Announces a write that takes access away, when `retrait` names it; with `None` a write
    /// like any other. Only where the journal fails, and only for a [`Retrait`] of this act, the
    /// event is left to the store.
    ///
    /// # Errors
    /// When the trace can't be written and the write is not one that takes access away: nothing
    /// is done.
    pub async fn annoncer_fermeture(
        &self,
        objet: Objet,
        retrait: Option<Retrait>,
    ) -> Result<Ecriture<'_>, Refus> {
        self.annoncer_fermeture_pour(objet, retrait, None).await
    }

    /// The same, with what the event must say of the reason: a code, nothing personal.
    ///
    /// # Errors
    /// Those of [`Self::annoncer_fermeture`].
    pub async fn annoncer_fermeture_pour(
        &self,
        objet: Objet,
        retrait: Option<Retrait>,
        motif: Option<&str>,
    ) -> Result<Ecriture<'_>, Refus> {
        let retrait = retrait.filter(|retrait| retrait.acte() == self.acte);
        let rubriques = self.droit.rubriques;
        let evenement = self.evenement(objet.clone(), rubriques, Issue::Reussi, motif);
        let trace = match (self.annoncer_pour(objet, motif).await, retrait) {
            (Ok(ecriture), _) => return Ok(ecriture),
            (Err(refus @ (Refus::Interne(_) | Refus::Indisponible)), Some(retrait)) => {
                let cause = refus.cause();
                tracing::error!(%cause, retrait = retrait.code(), "le journal n’écrit pas : la trace attend");
                Trace::Differee(Box::new(evenement))
            }
            (Err(refus), _) => return Err(refus),
        };
        Ok(Ecriture::nouvelle(self, trace))
    }
}

/// The row that waits for the journal.
///
/// # Errors
/// Those of the JSON writer.
pub(super) fn ligne(evenement: &Evenement) -> Result<trace_differee::ActiveModel, DbErr> {
    let rubriques = serde_json::to_string(&evenement.rubriques).map_err(|e| DbErr::Json(e.to_string()))?;
    Ok(trace_differee::ActiveModel {
        instant: Set(evenement.instant.trunc_subsecs(3)),
        agent_id: Set(evenement.agent.unwrap_or_default()),
        profil: Set(evenement.profil.clone().unwrap_or_default()),
        organisation_id: Set(evenement.organisation.unwrap_or_default()),
        session: Set(evenement.session.clone().unwrap_or_default()),
        acte: Set(evenement.acte.clone()),
        objet: Set(evenement.objet.clone()),
        rubriques: Set(rubriques),
        motif: Set(evenement.motif.clone()),
        client: Set(evenement.client.clone()),
        ..Default::default()
    })
}

fn evenement(ligne: &trace_differee::Model) -> anyhow::Result<Evenement> {
    Ok(Evenement {
        instant: ligne.instant,
        agent: Some(ligne.agent_id),
        profil: Some(ligne.profil.clone()),
        organisation: Some(ligne.organisation_id),
        session: Some(ligne.session.clone()),
        acte: ligne.acte.clone(),
        objet: ligne.objet.clone(),
        rubriques: serde_json::from_str(&ligne.rubriques)?,
        motif: ligne.motif.clone(),
        issue: Issue::Reussi,
        client: ligne.client.clone(),
        lie_a: None,
    })
}

/// Gives the journal what waits for it, as long as the server runs.
pub async fn rattraper(app: Extranet) {
    let mut horloge = interval(RELANCE);
    horloge.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        horloge.tick().await;
        if let Err(cause) = inscrire_les_differees(&app).await {
            tracing::error!(%cause, "des traces attendent encore que le journal écrive");
        }
    }
}

/// Appends what waits, the oldest first, and says how many.
///
/// # Errors
/// When the journal or the store can't be written: what is left waits on.
pub async fn inscrire_les_differees(app: &Extranet) -> anyhow::Result<u64> {
    let mut inscrites = 0;
    while inscrire_la_plus_ancienne(app).await? {
        inscrites += 1;
    }
    Ok(inscrites)
}

/// Another server on the same store waits for the row, and finds it gone.
async fn inscrire_la_plus_ancienne(app: &Extranet) -> anyhow::Result<bool> {
    let plus_ancienne = || trace_differee::Entity::find().order_by_asc(trace_differee::Column::Id).limit(1);
    // Nothing waits, nearly always: the door to write is left alone.
    if plus_ancienne().one(app.depot.lecture()).await?.is_none() {
        return Ok(false);
    }
    let transaction = app.depot.transaction().await?;
    let Some(ligne) = plus_ancienne().lock_exclusive().one(&transaction).await? else { return Ok(false) };
    let evenement = evenement(&ligne)?;
    if !deja_inscrite(app, &evenement).await? {
        app.journal.append(evenement).await?;
    }
    ligne.delete(&transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Stopped between the journal and the store: the journal knows.
async fn deja_inscrite(app: &Extranet, evenement: &Evenement) -> anyhow::Result<bool> {
    let filtre = Filtre {
        agent: evenement.agent,
        acte: Some(evenement.acte.clone()),
        depuis: Some(evenement.instant),
        avant: Some(evenement.instant + TimeDelta::milliseconds(1)),
        limite: 100,
        ..Filtre::default()
    };
    Ok(app.journal.chercher(&filtre).await?.iter().any(|lue| lue.maillon.evenement == *evenement))
}
