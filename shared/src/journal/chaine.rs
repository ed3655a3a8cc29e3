//! Chaining: the canonical bytes of an event, and its digest after the one before.
//!
//! `digest = SHA-256(canonical bytes of the event ‖ digest before)`. Every field is preceded by
//! its length or its presence, so two different events never give the same bytes.

use sha2::{Digest, Sha256};

use super::{Empreinte, Evenement, Issue, Maillon};

/// First byte of the canonical form. A new layout takes a new number; old links keep theirs.
const VERSION: u8 = 1;
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

/// Adds events to a chain. Keeps its buffer, so that chaining allocates nothing.
#[derive(Clone, Debug)]
pub struct Chaineur {
    tete: Tete,
    tampon: Vec<u8>,
}

impl Chaineur {
    #[must_use]
    pub fn new(tete: Tete) -> Self {
        Self { tete, tampon: Vec::with_capacity(256) }
    }

    #[must_use]
    pub fn tete(&self) -> Tete {
        self.tete
    }

    /// Takes the event as the next link.
    pub fn chainer(&mut self, evenement: Evenement) -> Maillon {
        let precedent = self.tete.empreinte;
        let seq = self.tete.seq + 1;
        let empreinte = empreinte(&mut self.tampon, seq, &evenement, &precedent);
        self.tete = Tete { seq, empreinte, ..self.tete };
        Maillon { seq, evenement, precedent, empreinte }
    }
}

/// The link that follows `tete`. To chain many, keep a [`Chaineur`].
#[must_use]
pub fn chainer(tete: Tete, evenement: Evenement) -> Maillon {
    Chaineur::new(tete).chainer(evenement)
}

pub(super) fn empreinte(
    tampon: &mut Vec<u8>,
    seq: u64,
    evenement: &Evenement,
    precedent: &Empreinte,
) -> Empreinte {
    tampon.clear();
    encoder(tampon, seq, evenement);
    tampon.extend_from_slice(precedent.octets());
    Empreinte(Sha256::digest(tampon.as_slice()).into())
}

pub(super) fn encoder(tampon: &mut Vec<u8>, seq: u64, evenement: &Evenement) {
    tampon.push(VERSION);
    tampon.extend_from_slice(&seq.to_be_bytes());
    tampon.extend_from_slice(&evenement.instant.timestamp_millis().to_be_bytes());
    nombre(tampon, evenement.agent.map(i64::to_be_bytes));
    texte_ou_rien(tampon, evenement.profil.as_deref());
    nombre(tampon, evenement.organisation.map(i64::to_be_bytes));
    texte_ou_rien(tampon, evenement.session.as_deref());
    texte(tampon, &evenement.acte);
    texte_ou_rien(tampon, evenement.objet.as_deref());
    longueur(tampon, evenement.rubriques.len());
    evenement.rubriques.iter().for_each(|rubrique| texte(tampon, rubrique));
    texte_ou_rien(tampon, evenement.motif.as_deref());
    tampon.push(match evenement.issue {
        Issue::Annonce => 1,
        Issue::Reussi => 2,
        Issue::Refuse => 3,
        Issue::Echoue => 4,
    });
    texte(tampon, &evenement.client);
    nombre(tampon, evenement.lie_a.map(u64::to_be_bytes));
}

fn longueur(tampon: &mut Vec<u8>, longueur: usize) {
    tampon.extend_from_slice(&(longueur as u64).to_be_bytes());
}

fn texte(tampon: &mut Vec<u8>, texte: &str) {
    longueur(tampon, texte.len());
    tampon.extend_from_slice(texte.as_bytes());
}

fn texte_ou_rien(tampon: &mut Vec<u8>, valeur: Option<&str>) {
    tampon.push(u8::from(valeur.is_some()));
    if let Some(valeur) = valeur {
        texte(tampon, valeur);
    }
}

fn nombre(tampon: &mut Vec<u8>, octets: Option<[u8; 8]>) {
    tampon.push(u8::from(octets.is_some()));
    tampon.extend_from_slice(octets.as_ref().map_or(&[], |octets| octets.as_slice()));
}
