//! Where and why a chain does not hold, as operators and the officer read it.

use std::fmt;

/// The first place where a chain does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rupture {
    pub chaine: u32,
    /// First `seq` that can't be trusted.
    pub position: u64,
    pub raison: Raison,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raison {
    /// The link at this place is gone; the next one present is `trouve`.
    Manquant { trouve: u64 },
    /// A link numbered `trouve` stands where it can't be.
    EnTrop { trouve: u64 },
    /// The link does not carry the digest of the one before.
    Precedent,
    /// The content no longer gives its digest.
    Contenu,
    /// The link can't be read back as an event.
    Illisible,
    /// The chain ends although an attested head is at `atteste`.
    Tronque { atteste: u64 },
    /// The chain was rewritten somewhere up to `atteste`, where an attested head differs.
    Reecrit { atteste: u64 },
    /// The signature of the seal at this place is not valid.
    Signature,
    /// The signature of the checkpoint of a purge at this place is not valid.
    Repere,
    /// The chain was never opened under the key of the journal.
    JamaisOuverte,
    /// A link follows the seal of a clean stop, and nobody opened the chain again.
    ApresArret,
}

impl fmt::Display for Rupture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chaine, position, raison } = self;
        write!(f, "chaîne {chaine}, position {position} : {raison}")
    }
}

impl fmt::Display for Raison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manquant { trouve } => {
                write!(f, "événement supprimé ; le suivant présent porte le numéro {trouve}")
            }
            Self::EnTrop { trouve } => {
                write!(f, "événement inséré ou déplacé ; il porte le numéro {trouve}")
            }
            Self::Precedent => write!(f, "l'événement ne suit pas celui qui le précède"),
            Self::Contenu => write!(f, "l'événement a été modifié, ou ajouté par un autre que le serveur"),
            Self::Illisible => write!(f, "l'événement est illisible"),
            Self::Tronque { atteste } => {
                write!(f, "fin du journal supprimée ; un sceau atteste la position {atteste}")
            }
            Self::Reecrit { atteste } => {
                write!(
                    f,
                    "journal réécrit entre cette position et la position {atteste}, attestée par un sceau"
                )
            }
            Self::Signature => write!(f, "la signature du sceau n'est pas valable"),
            Self::Repere => write!(f, "la signature du repère de purge n'est pas valable"),
            Self::JamaisOuverte => write!(f, "la chaîne n'a jamais été ouverte sous la clé du journal"),
            Self::ApresArret => {
                write!(f, "événement ajouté après l'arrêt du serveur, qui avait scellé la fin")
            }
        }
    }
}

impl std::error::Error for Rupture {}
