//! The same intention to create makes one thing, however often it is sent.

use base16ct::lower::encode_string;
use reciproque_shared::api::Appel;
use reciproque_shared::nominatif::Nominatif;
use sha2::{Digest, Sha256};

use super::routeur::AppelRecu;
use crate::garde::creation::Intention;
use crate::garde::{Passage, Traced};
use crate::refus::Refus;

/// Under the key of the request and the digest of what it asks.
///
/// # Errors
/// `CleAbsente` without a key.
fn intention<A: Appel>(appel: &AppelRecu<A>) -> Result<Intention, Refus> {
    let cle = appel.cle.clone().ok_or(Refus::CleAbsente)?;
    let mut condense = Sha256::new_with_prefix(A::chemin(&appel.chemin));
    condense.update([0]);
    condense.update(serde_json::to_vec(&appel.corps)?);
    let empreinte = encode_string(&condense.finalize());
    Ok(Intention::new(cle, empreinte))
}

/// Creates, or finds again what the same intention created.
///
/// # Errors
/// Those of `creer` and of `relire`; `CleReprise` when the key served for something else.
pub async fn une_seule_fois<A, C, R>(
    passage: Passage,
    appel: AppelRecu<A>,
    creer: impl FnOnce(Passage, AppelRecu<A>) -> C,
    relire: impl Fn(Passage, i64) -> R,
) -> Result<Traced<A::Reponse>, Refus>
where
    A: Appel<Reponse: Nominatif>,
    C: Future<Output = Result<Traced<A::Reponse>, Refus>>,
    R: Future<Output = Result<Traced<A::Reponse>, Refus>>,
{
    let passage = passage.avec_intention(intention(&appel)?);
    if let Some(cree) = passage.deja_cree().await? {
        return relire(passage, cree).await;
    }
    let issue = creer(passage.clone(), appel).await;
    if passage.a_cree() {
        return issue;
    }
    // Held back or refused: perhaps because the same intention has just been carried out.
    match passage.deja_cree().await? {
        Some(cree) => relire(passage, cree).await,
        None => issue,
    }
}
