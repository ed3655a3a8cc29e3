//! Documents that outlive the traces: their digest is signed with the key of the journal, and the
//! signature is kept with them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, VerifyingKey};

use super::{Journal, JournalErreur, lecture};

/// What is signed says which kind of document it is: the signature of one proves no other.
const DOMAINE: &str = "reciproque/document/1";

/// A signature, with the key that checks it; both in base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureDocument {
    pub cle_publique: String,
    pub signature: String,
}

/// What a signature proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// Signed with the key of this journal.
    Attestee,
    /// Signed with another key, of a journal that this one replaced: the seals that were taken
    /// off the machine say whether it is theirs.
    AutreCle,
    Fausse,
}

impl Journal {
    /// Signs a document of this genre by its digest.
    #[must_use]
    pub fn signer(&self, genre: &str, empreinte: &str) -> SignatureDocument {
        let signature = self.cle.signer(message(genre, empreinte).as_bytes());
        SignatureDocument { cle_publique: self.cle.publique(), signature: STANDARD.encode(signature) }
    }

    /// Whether this digest is the one that was signed, and with which key.
    #[must_use]
    pub fn attester(&self, genre: &str, empreinte: &str, signee: &SignatureDocument) -> Attestation {
        match confirmee(&message(genre, empreinte), signee) {
            Some(()) if signee.cle_publique == self.cle.publique() => Attestation::Attestee,
            Some(()) => Attestation::AutreCle,
            None => Attestation::Fausse,
        }
    }

    /// When the traces of this instant were purged, if they were: what a signed checkpoint says.
    pub async fn purgees_le(&self, instant: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, JournalErreur> {
        let repere = lecture::premier_repere_apres(&self.lecture, instant).await?;
        let signe = repere.filter(|repere| self.cle.attester_repere(repere).is_ok());
        Ok(signe.map(|repere| repere.instant))
    }
}

fn message(genre: &str, empreinte: &str) -> String {
    format!("{DOMAINE}\n{genre}\n{empreinte}")
}

/// Signed with the key that it names.
fn confirmee(message: &str, signee: &SignatureDocument) -> Option<()> {
    let cle: [u8; 32] = STANDARD.decode(&signee.cle_publique).ok()?.try_into().ok()?;
    let signature: [u8; 64] = STANDARD.decode(&signee.signature).ok()?.try_into().ok()?;
    let cle = VerifyingKey::from_bytes(&cle).ok()?;
    cle.verify_strict(message.as_bytes(), &Signature::from_bytes(&signature)).ok()
}
