//! The same intention to create makes one thing, however often it is sent: a double click, a
//! retry after a lost answer. Its key is kept in the transaction that creates, with the number
//! of what was created; sent again, it answers that thing as it is now.

use std::sync::atomic::{AtomicBool, Ordering};

use base16ct::lower::encode_string;
use chrono::TimeDelta;
use reciproque_shared::api::{Appel, CleCreation};
use reciproque_shared::nominatif::Nominatif;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, SqlErr};
use sha2::{Digest, Sha256};

use super::{Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::cle_creation;

/// How long a key is remembered, in hours: nobody retries the next day.
const MEMOIRE_HEURES: i64 = 24;

/// What one agent means to create, once.
#[derive(Debug)]
pub struct Intention {
    cle: CleCreation,
    /// Of what is asked, so that a key never answers for something else.
    empreinte: String,
    faite: AtomicBool,
}

impl Intention {
    /// # Errors
    /// `CleAbsente` without a key.
    pub fn lire<A: Appel>(demande: &Demande<A>) -> Result<Self, Refus> {
        let cle = demande.cle.clone().ok_or(Refus::CleAbsente)?;
        let mut condense = Sha256::new_with_prefix(A::chemin(&demande.chemin));
        condense.update([0]);
        condense.update(serde_json::to_vec(&demande.corps)?);
        let empreinte = encode_string(&condense.finalize());
        Ok(Self { cle, empreinte, faite: AtomicBool::new(false) })
    }
}

/// Creates, or finds again what the same intention created.
///
/// # Errors
/// Those of `creer` and of `relire`; `CleReprise` when the key served for something else.
pub async fn une_seule_fois<A, C, R>(
    passage: Passage,
    demande: Demande<A>,
    creer: impl FnOnce(Passage, Demande<A>) -> C,
    relire: impl Fn(Passage, i64) -> R,
) -> Result<Traced<A::Reponse>, Refus>
where
    A: Appel<Reponse: Nominatif>,
    C: Future<Output = Result<Traced<A::Reponse>, Refus>>,
    R: Future<Output = Result<Traced<A::Reponse>, Refus>>,
{
    let passage = passage.avec_intention(Intention::lire(&demande)?);
    if let Some(cree) = passage.deja_cree().await? {
        return relire(passage, cree).await;
    }
    let issue = creer(passage.clone(), demande).await;
    if passage.a_cree() {
        return issue;
    }
    // Held back or refused: perhaps because the same intention has just been carried out.
    match passage.deja_cree().await? {
        Some(cree) => relire(passage, cree).await,
        None => issue,
    }
}

impl Passage {
    fn a_cree(&self) -> bool {
        self.intention.as_ref().is_some_and(|intention| intention.faite.load(Ordering::Acquire))
    }

    /// What the same intention created.
    async fn deja_cree(&self) -> Result<Option<i64>, Refus> {
        let Some(intention) = &self.intention else { return Ok(None) };
        let depuis = self.app.horloge.maintenant() - TimeDelta::hours(MEMOIRE_HEURES);
        let connue = cle_creation::Entity::find_by_id((self.agent.id, intention.cle.as_str().to_owned()))
            .filter(cle_creation::Column::Instant.gte(depuis))
            .one(&self.base)
            .await?;
        match connue {
            None => Ok(None),
            Some(lue) if lue.acte == self.acte.code() && lue.empreinte == intention.empreinte => {
                Ok(Some(lue.objet))
            }
            Some(_) => Err(Refus::CleReprise),
        }
    }
}

impl Passage {
    /// Keeps the key of the intention with the number of what it created, in the transaction that
    /// creates.
    ///
    /// # Errors
    /// `Conflit` when the same intention was carried out meanwhile.
    pub(super) async fn retenir(&self, objet: i64) -> Result<(), Refus> {
        let Some(intention) = &self.intention else { return Ok(()) };
        let instant = self.app.horloge.maintenant();
        cle_creation::Entity::delete_many()
            .filter(cle_creation::Column::Instant.lt(instant - TimeDelta::hours(MEMOIRE_HEURES)))
            .exec(&self.base)
            .await?;
        let ligne = cle_creation::ActiveModel {
            agent_id: Set(self.agent.id),
            cle: Set(intention.cle.as_str().to_owned()),
            acte: Set(self.acte.code().to_owned()),
            empreinte: Set(intention.empreinte.clone()),
            objet: Set(objet),
            instant: Set(instant),
        };
        ligne.insert(&self.base).await.map(drop).map_err(ou_deja_fait)
    }

    /// It is committed.
    pub(super) fn a_ete_cree(&self) {
        if let Some(intention) = &self.intention {
            intention.faite.store(true, Ordering::Release);
        }
    }
}

fn ou_deja_fait(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            Refus::Conflit("Cette saisie vient d’être enregistrée : rechargez la page pour la voir.".into())
        }
        _ => erreur.into(),
    }
}
