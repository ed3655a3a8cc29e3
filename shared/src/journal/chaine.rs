//! Chaining: the canonical bytes of an event, and its digest after the one before.
//!
//! `digest = HMAC-SHA-256(key of the journal, canonical bytes of the event ‖ digest before)`. Every
//! field is preceded by its length or its presence, so two different events never give the same
//! bytes. Who has not the key can neither alter a link unseen nor add one.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use super::vue::Vue;
use super::{Empreinte, Evenement, Maillon};

/// First byte of the canonical form. A new layout takes a new number; old links keep theirs.
const VERSION: u8 = 2;
const VERSION_SANS_CLE: u8 = 1;
const DOMAINE_GENESE: &[u8] = b"reciproque/journal/genese/1";

/// The last link of a chain: what the next one is chained to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tete {
    pub chaine: u32,
    /// 0 for an empty chain.
    pub seq: u64,
    pub empreinte: Empreinte,
}

impl Tete {
    /// Start of chain number `chaine`. Each chain has its own, so a link can't change chain.
    #[must_use]
    pub fn genese(chaine: u32) -> Self {
        let mut hacheur = Sha256::new();
        hacheur.update(DOMAINE_GENESE);
        hacheur.update(chaine.to_be_bytes());
        Self { chaine, seq: 0, empreinte: Empreinte(hacheur.finalize().into()) }
    }
}

/// The secret that makes links: kept beside the journal's key, never in the store.
#[derive(Clone)]
pub struct CleChaine(Hmac<Sha256>);

impl CleChaine {
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        // A key shorter than a block counts as padded with zeros (RFC 2104).
        let mut bloc = [0; 64];
        bloc[..32].copy_from_slice(secret);
        Self(Hmac::new(&bloc.into()))
    }
}

impl fmt::Debug for CleChaine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CleChaine(…)")
    }
}

/// Adds events to a chain. Keeps its buffer, so that chaining allocates nothing.
#[derive(Clone, Debug)]
pub struct Chaineur {
    tete: Tete,
    cle: CleChaine,
    tampon: Vec<u8>,
}

impl Chaineur {
    #[must_use]
    pub fn new(tete: Tete, cle: CleChaine) -> Self {
        Self { tete, cle, tampon: Vec::with_capacity(256) }
    }

    #[must_use]
    pub fn tete(&self) -> Tete {
        self.tete
    }

    /// Takes the event as the next link.
    pub fn chainer(&mut self, evenement: Evenement) -> Maillon {
        let precedent = self.tete.empreinte;
        let seq = self.tete.seq + 1;
        let empreinte = empreinte_sous(&self.cle, &mut self.tampon, seq, &evenement.vue(), &precedent);
        self.tete = Tete { seq, empreinte, ..self.tete };
        Maillon { seq, evenement, precedent, empreinte }
    }
}

/// Digest of a link under the key.
pub(super) fn empreinte_sous(
    cle: &CleChaine,
    tampon: &mut Vec<u8>,
    seq: u64,
    vue: &Vue<'_>,
    precedent: &Empreinte,
) -> Empreinte {
    forme(tampon, VERSION, seq, vue, precedent);
    let mut hacheur = cle.0.clone();
    hacheur.update(tampon);
    Empreinte(hacheur.finalize().into_bytes().into())
}

/// Digest of a link from before chains had a key: SHA-256, which anyone can compute. Such links
/// are verified, never written.
pub(super) fn empreinte_sans_cle(
    tampon: &mut Vec<u8>,
    seq: u64,
    vue: &Vue<'_>,
    precedent: &Empreinte,
) -> Empreinte {
    forme(tampon, VERSION_SANS_CLE, seq, vue, precedent);
    Empreinte(Sha256::digest(tampon.as_slice()).into())
}

fn forme(tampon: &mut Vec<u8>, version: u8, seq: u64, vue: &Vue<'_>, precedent: &Empreinte) {
    tampon.clear();
    tampon.push(version);
    tampon.extend_from_slice(&seq.to_be_bytes());
    vue.encoder(tampon);
    tampon.extend_from_slice(precedent.octets());
}
