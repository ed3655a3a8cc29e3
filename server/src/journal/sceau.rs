//! Seals: the head of a chain, signed. A chain alone can't show that its end was cut; a seal can.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SubsecRound as _, Utc};
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use reciproque_shared::journal::{Empreinte, Raison, Rupture, Tete};
use serde::{Deserialize, Serialize};

use super::JournalErreur;
use crate::fichier::{expose, prive};

const DOMAINE: &[u8] = b"reciproque/journal/sceau/1";

/// A signed head of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SceauEcrit", into = "SceauEcrit")]
pub struct Sceau {
    pub tete: Tete,
    /// To the millisecond.
    pub instant: DateTime<Utc>,
    pub signature: [u8; 64],
}

/// What leaves the machine: the seals, and the key that checks them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Export {
    pub cle_publique: String,
    pub sceaux: Vec<Sceau>,
}

impl Export {
    /// # Errors
    /// The file can't be read, or does not hold seals.
    pub fn lire(chemin: &Path) -> Result<Self, JournalErreur> {
        let contenu = fs::read(chemin).map_err(JournalErreur::fichier(chemin))?;
        serde_json::from_slice(&contenu).map_err(|_| JournalErreur::SceauIllisible(chemin.to_owned()))
    }
}

/// A seal as JSON: digest and signature in base64.
#[derive(Serialize, Deserialize)]
struct SceauEcrit {
    chaine: u32,
    seq: u64,
    empreinte: String,
    instant: DateTime<Utc>,
    signature: String,
}

impl From<Sceau> for SceauEcrit {
    fn from(sceau: Sceau) -> Self {
        Self {
            chaine: sceau.tete.chaine,
            seq: sceau.tete.seq,
            empreinte: STANDARD.encode(sceau.tete.empreinte.octets()),
            instant: sceau.instant,
            signature: STANDARD.encode(sceau.signature),
        }
    }
}

impl TryFrom<SceauEcrit> for Sceau {
    type Error = &'static str;

    fn try_from(ecrit: SceauEcrit) -> Result<Self, Self::Error> {
        let empreinte = octets(&ecrit.empreinte).map(Empreinte::new).ok_or("empreinte illisible")?;
        let signature = octets(&ecrit.signature).ok_or("signature illisible")?;
        let tete = Tete { chaine: ecrit.chaine, seq: ecrit.seq, empreinte };
        Ok(Self { tete, instant: ecrit.instant, signature })
    }
}

fn octets<const N: usize>(base64: &str) -> Option<[u8; N]> {
    STANDARD.decode(base64.trim()).ok()?.try_into().ok()
}

/// The signing key of the journal, in a file that only the server can read.
pub struct Cle {
    chemin: PathBuf,
    secrete: SigningKey,
}

impl Cle {
    /// # Errors
    /// The file is missing, is not a key, or can be read by others.
    pub fn ouvrir(chemin: &Path) -> Result<Self, JournalErreur> {
        let contenu = fs::read_to_string(chemin).map_err(JournalErreur::fichier(chemin))?;
        if expose(chemin).map_err(JournalErreur::fichier(chemin))? {
            return Err(JournalErreur::CleExposee(chemin.to_owned()));
        }
        let secret = octets(&contenu).ok_or_else(|| JournalErreur::CleIllisible(chemin.to_owned()))?;
        Ok(Self { chemin: chemin.to_owned(), secrete: SigningKey::from_bytes(&secret) })
    }

    /// Draws a new key and keeps it with mode 0600.
    ///
    /// # Errors
    /// The file can't be written, or exists already.
    pub fn creer(chemin: &Path) -> Result<Self, JournalErreur> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)
            .map_err(|erreur| JournalErreur::fichier(chemin)(std::io::Error::other(erreur)))?;
        let mut fichier = prive().create_new(true).open(chemin).map_err(JournalErreur::fichier(chemin))?;
        writeln!(fichier, "{}", STANDARD.encode(secret))
            .and_then(|()| fichier.sync_all())
            .map_err(JournalErreur::fichier(chemin))?;
        Ok(Self { chemin: chemin.to_owned(), secrete: SigningKey::from_bytes(&secret) })
    }

    /// The public key, in base64.
    #[must_use]
    pub fn publique(&self) -> String {
        STANDARD.encode(self.secrete.verifying_key().as_bytes())
    }

    pub(super) fn signer(&self, message: &[u8]) -> [u8; 64] {
        self.secrete.sign(message).to_bytes()
    }

    pub(super) fn confirme(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.secrete.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }

    #[must_use]
    pub fn sceller(&self, tete: Tete) -> Sceau {
        let instant = Utc::now().trunc_subsecs(3);
        let signature = self.signer(&message(tete, instant));
        Sceau { tete, instant, signature }
    }

    /// The head that the seal attests.
    ///
    /// # Errors
    /// The seal was not signed with this key.
    pub fn attester(&self, sceau: &Sceau) -> Result<Tete, Rupture> {
        match self.confirme(&message(sceau.tete, sceau.instant), &sceau.signature) {
            true => Ok(sceau.tete),
            false => {
                let Tete { chaine, seq, .. } = sceau.tete;
                Err(Rupture { chaine, position: seq, raison: Raison::Signature })
            }
        }
    }

    /// Keeps the last seal of its chain beside the key as well: a store put back to an earlier
    /// state carries only its earlier seals.
    pub(super) fn garder(&self, sceau: &Sceau) -> Result<(), JournalErreur> {
        let chemin = self.temoin(sceau.tete.chaine);
        let provisoire = chemin.with_extension("provisoire");
        let export = Export { cle_publique: self.publique(), sceaux: vec![sceau.clone()] };
        serde_json::to_vec(&export)
            .map_err(std::io::Error::from)
            .and_then(|contenu| {
                let mut fichier = prive().create(true).truncate(true).open(&provisoire)?;
                fichier.write_all(&contenu)?;
                fichier.sync_all()?;
                fs::rename(&provisoire, &chemin)
            })
            .map_err(JournalErreur::fichier(chemin))
    }

    /// The seal kept beside the key for this chain, if any.
    pub(super) fn garde(&self, chaine: u32) -> Result<Option<Sceau>, JournalErreur> {
        let chemin = self.temoin(chaine);
        if !chemin.exists() {
            return Ok(None);
        }
        Ok(Export::lire(&chemin)?.sceaux.into_iter().find(|sceau| sceau.tete.chaine == chaine))
    }

    fn temoin(&self, chaine: u32) -> PathBuf {
        self.chemin.with_extension(format!("sceau-{chaine}.json"))
    }
}

fn message(tete: Tete, instant: DateTime<Utc>) -> Vec<u8> {
    let mut message = DOMAINE.to_vec();
    message.extend_from_slice(&tete.chaine.to_be_bytes());
    message.extend_from_slice(&tete.seq.to_be_bytes());
    message.extend_from_slice(tete.empreinte.octets());
    message.extend_from_slice(&instant.timestamp_millis().to_be_bytes());
    message
}
