//! Checkpoints: where a purge stopped, signed. The chain verifies from the last one on; without
//! it, or with one that the key did not sign, what is gone shows as a cut.

use chrono::{DateTime, SubsecRound as _, Utc};
use reciproque_shared::journal::{Raison, Rupture, Tete};

use super::sceau::{Cle, tete};

const DOMAINE: &[u8] = b"reciproque/journal/purge/1";

/// The last link that a purge destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repere {
    pub tete: Tete,
    /// When the purge was done, to the millisecond.
    pub instant: DateTime<Utc>,
    /// Everything older than this was to be destroyed.
    pub limite: DateTime<Utc>,
    pub signature: [u8; 64],
}

impl Repere {
    /// As a store keeps it: chain and position, digest, instant and limit, signature.
    pub(super) fn lire(
        (chaine, seq): (i64, i64),
        empreinte: &[u8],
        (instant, limite): (i64, i64),
        signature: &[u8],
    ) -> Option<Self> {
        Some(Self {
            tete: tete(chaine, seq, empreinte)?,
            instant: DateTime::from_timestamp_millis(instant)?,
            limite: DateTime::from_timestamp_millis(limite)?,
            signature: signature.try_into().ok()?,
        })
    }
}

impl Cle {
    /// Signs where a purge stops.
    #[must_use]
    pub(super) fn reperer(&self, tete: Tete, instant: DateTime<Utc>, limite: DateTime<Utc>) -> Repere {
        let (instant, limite) = (instant.trunc_subsecs(3), limite.trunc_subsecs(3));
        let signature = self.signer(&message(tete, instant, limite));
        Repere { tete, instant, limite, signature }
    }

    /// The head from which the chain is verified.
    ///
    /// # Errors
    /// The checkpoint was not signed with this key.
    pub(super) fn attester_repere(&self, repere: &Repere) -> Result<Tete, Rupture> {
        let Repere { tete, instant, limite, signature } = repere;
        match self.confirme(&message(*tete, *instant, *limite), signature) {
            true => Ok(*tete),
            false => Err(Rupture { chaine: tete.chaine, position: tete.seq, raison: Raison::Repere }),
        }
    }
}

fn message(tete: Tete, instant: DateTime<Utc>, limite: DateTime<Utc>) -> Vec<u8> {
    let mut message = DOMAINE.to_vec();
    message.extend_from_slice(&tete.chaine.to_be_bytes());
    message.extend_from_slice(&tete.seq.to_be_bytes());
    message.extend_from_slice(tete.empreinte.octets());
    message.extend_from_slice(&instant.timestamp_millis().to_be_bytes());
    message.extend_from_slice(&limite.timestamp_millis().to_be_bytes());
    message
}
