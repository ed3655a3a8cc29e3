//! Finding the first place where a chain was broken.

use std::fmt;

use super::Maillon;
use super::chaine::{Tete, empreinte};

/// A chain that verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilan {
    pub tete: Tete,
    /// Number of links checked.
    pub verifies: u64,
    /// Number of attested heads that the chain passes through.
    pub attestes: u64,
}

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
}

impl fmt::Display for Rupture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chaine, position, raison } = self;
        write!(f, "chaîne {chaine}, position {position} : ")?;
        match raison {
            Raison::Manquant { trouve } => {
                write!(f, "événement supprimé ; le suivant présent porte le numéro {trouve}")
            }
            Raison::EnTrop { trouve } => {
                write!(f, "événement inséré ou déplacé ; il porte le numéro {trouve}")
            }
            Raison::Precedent => write!(f, "l'événement ne suit pas celui qui le précède"),
            Raison::Contenu => write!(f, "le contenu de l'événement a été modifié"),
            Raison::Illisible => write!(f, "l'événement est illisible"),
            Raison::Tronque { atteste } => {
                write!(f, "fin du journal supprimée ; un sceau atteste la position {atteste}")
            }
            Raison::Reecrit { atteste } => {
                write!(
                    f,
                    "journal réécrit entre cette position et la position {atteste}, attestée par un sceau"
                )
            }
            Raison::Signature => write!(f, "la signature du sceau n'est pas valable"),
            Raison::Repere => write!(f, "la signature du repère de purge n'est pas valable"),
        }
    }
}

impl std::error::Error for Rupture {}

/// Checks a chain link by link, in the order of `seq`.
#[derive(Clone, Debug)]
pub struct Verificateur {
    tete: Tete,
    tampon: Vec<u8>,
    verifies: u64,
    /// Heads that the chain must pass through, the nearest last.
    attendues: Vec<Tete>,
    attestes: u64,
    dernier_atteste: u64,
}

impl Verificateur {
    /// From `depart` (trusted: the genesis or a signed head). `attestees` are heads known from
    /// elsewhere, in any order; those of other chains or not after `depart` are left aside.
    #[must_use]
    pub fn new(depart: Tete, attestees: impl IntoIterator<Item = Tete>) -> Self {
        let mut attendues: Vec<Tete> = attestees
            .into_iter()
            .filter(|tete| tete.chaine == depart.chaine && tete.seq > depart.seq)
            .collect();
        attendues.sort_unstable_by_key(|tete| std::cmp::Reverse(tete.seq));
        Self {
            tete: depart,
            tampon: Vec::with_capacity(256),
            verifies: 0,
            attendues,
            attestes: 0,
            dernier_atteste: depart.seq,
        }
    }

    /// The last link that holds.
    #[must_use]
    pub fn tete(&self) -> Tete {
        self.tete
    }

    /// # Errors
    /// The link does not continue the chain, or differs from an attested head.
    pub fn avancer(&mut self, maillon: &Maillon) -> Result<(), Rupture> {
        let position = self.tete.seq + 1;
        let trouve = maillon.seq;
        if trouve != position {
            let raison =
                if trouve > position { Raison::Manquant { trouve } } else { Raison::EnTrop { trouve } };
            return Err(self.rupture(position, raison));
        }
        if maillon.precedent != self.tete.empreinte {
            return Err(self.rupture(position, Raison::Precedent));
        }
        let attendue = empreinte(&mut self.tampon, position, &maillon.evenement, &maillon.precedent);
        if maillon.empreinte != attendue {
            return Err(self.rupture(position, Raison::Contenu));
        }
        self.tete = Tete { seq: position, empreinte: attendue, ..self.tete };
        self.verifies += 1;
        self.confronter()
    }

    /// Compares the head reached with those attested at the same place.
    fn confronter(&mut self) -> Result<(), Rupture> {
        while let Some(attestee) = self.attendues.pop_if(|tete| tete.seq == self.tete.seq) {
            if attestee != self.tete {
                let raison = Raison::Reecrit { atteste: attestee.seq };
                return Err(self.rupture(self.dernier_atteste + 1, raison));
            }
            self.attestes += 1;
            self.dernier_atteste = attestee.seq;
        }
        Ok(())
    }

    /// Nothing follows.
    ///
    /// # Errors
    /// An attested head lies further than the chain goes.
    pub fn terminer(self) -> Result<Bilan, Rupture> {
        match self.attendues.first() {
            Some(attestee) => Err(self.rupture(self.tete.seq + 1, Raison::Tronque { atteste: attestee.seq })),
            None => Ok(Bilan { tete: self.tete, verifies: self.verifies, attestes: self.attestes }),
        }
    }

    /// A break of this chain, at `position`.
    #[must_use]
    pub fn rupture(&self, position: u64, raison: Raison) -> Rupture {
        Rupture { chaine: self.tete.chaine, position, raison }
    }
}

/// Checks a whole chain, from `depart` to its end.
///
/// # Errors
/// The first break.
pub fn verifier<'a>(
    depart: Tete,
    maillons: impl IntoIterator<Item = &'a Maillon>,
    attestees: impl IntoIterator<Item = Tete>,
) -> Result<Bilan, Rupture> {
    let mut verificateur = Verificateur::new(depart, attestees);
    for maillon in maillons {
        verificateur.avancer(maillon)?;
    }
    verificateur.terminer()
}
