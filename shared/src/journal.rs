//! The journal: what happened, and the chain that makes any change to it visible.
//!
//! Pure: the server keeps the events in a store of its own and signs the head of the chain;
//! here are only the event, its canonical bytes, the chaining and the verification.

mod chaine;
mod rupture;
#[cfg(test)]
mod tests;
mod verification;
mod vue;

pub use chaine::{Chaineur, CleChaine, Tete};
pub use rupture::{Raison, Rupture};
pub use verification::{Attestee, Bilan, Regime, Sorte, Verificateur};
pub use vue::{Lien, Rubriques, Vue, encoder_rubriques};

use std::fmt;

use base16ct::HexDisplay;
use chrono::{DateTime, Utc};

use crate::habilitation::Acte;

/// One thing that an agent (or someone not yet known) did or tried to do.
///
/// It says who touched which object and why, never what the object contains: no name, no NIR.
/// Source: contrat de service CAF 5.3.1, délibération CNIL 2021-122.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evenement {
    /// Kept to the millisecond: finer digits are neither chained nor stored.
    pub instant: DateTime<Utc>,
    /// Absent before sign-in.
    pub agent: Option<i64>,
    pub profil: Option<String>,
    pub organisation: Option<i64>,
    /// Short public reference of the session, never its token.
    pub session: Option<String>,
    pub acte: String,
    /// `noun:number`, for instance `dossier:42`.
    pub objet: Option<String>,
    pub rubriques: Vec<String>,
    /// Code of the reason given or of the refusal.
    pub motif: Option<String>,
    pub issue: Issue,
    /// Address and browser family.
    pub client: String,
    /// Position, in the same chain, of the event that announced this one.
    pub lie_a: Option<u64>,
}

impl Evenement {
    /// An act of nobody who signed in, announced; what else is known is written over it.
    #[must_use]
    pub fn sans_agent(instant: DateTime<Utc>, acte: Acte, client: &str) -> Self {
        Self {
            instant,
            agent: None,
            profil: None,
            organisation: None,
            session: None,
            acte: acte.code().to_owned(),
            objet: None,
            rubriques: Vec::new(),
            motif: None,
            issue: Issue::Annonce,
            client: client.to_owned(),
            lie_a: None,
        }
    }
}

/// How the act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Issue {
    /// About to be done: written ahead of the change.
    Annonce,
    Reussi,
    Refuse,
    Echoue,
    /// Perhaps done, perhaps not: the store went away during the commit.
    Inconnue,
}

impl Issue {
    pub const TOUTES: [Self; 5] = [Self::Annonce, Self::Reussi, Self::Refuse, Self::Echoue, Self::Inconnue];

    /// The word kept in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Annonce => "annonce",
            Self::Reussi => "reussi",
            Self::Refuse => "refuse",
            Self::Echoue => "echoue",
            Self::Inconnue => "inconnue",
        }
    }

    /// The issue of this code, if there is one.
    #[must_use]
    pub fn lire(code: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|issue| issue.code() == code)
    }
}

/// A digest of 32 bytes: HMAC-SHA-256, or SHA-256 in a journal from before chains had a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Empreinte([u8; 32]);

impl Empreinte {
    #[must_use]
    pub const fn new(octets: [u8; 32]) -> Self {
        Self(octets)
    }

    #[must_use]
    pub const fn octets(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Empreinte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::LowerHex::fmt(&HexDisplay(&self.0), f)
    }
}

impl fmt::Debug for Empreinte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An event at its place in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maillon {
    /// From 1, without a hole.
    pub seq: u64,
    pub evenement: Evenement,
    /// Digest of the link before; of the chain's genesis for the first one.
    pub precedent: Empreinte,
    pub empreinte: Empreinte,
}
