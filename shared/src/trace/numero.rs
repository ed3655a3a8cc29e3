//! The number of a trace: several processes write, each its chain, so that a place alone names
//! several events.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::nominatif_simple;
use crate::texte::schema_texte;

/// Chain, then place in it. Written `0-1234`, everywhere it is shown or typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumeroTrace {
    pub chaine: u32,
    pub seq: u64,
}

nominatif_simple!(NumeroTrace);
schema_texte!(NumeroTrace);

impl fmt::Display for NumeroTrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.chaine, self.seq)
    }
}

impl FromStr for NumeroTrace {
    type Err = &'static str;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let lu = || {
            let (chaine, seq) = texte.trim().split_once('-')?;
            Some(Self { chaine: chaine.parse().ok()?, seq: seq.parse().ok()? })
        };
        lu().ok_or(
            "numéro de trace illisible : attendu le numéro de la chaîne, un tiret, puis la position (0-1234)",
        )
    }
}

impl TryFrom<String> for NumeroTrace {
    type Error = &'static str;

    fn try_from(texte: String) -> Result<Self, Self::Error> {
        texte.parse()
    }
}

impl From<NumeroTrace> for String {
    fn from(numero: NumeroTrace) -> Self {
        numero.to_string()
    }
}
