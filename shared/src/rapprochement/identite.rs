//! What of a person tells who it is, and what holds of two of them, from the surest to the loosest.

use chrono::Datelike;

use super::noms::Noms;
use crate::personne::{DateNaissance, Nir, Sexe};

/// What of a person tells who it is.
#[derive(Clone, PartialEq, Eq)]
pub struct EtatCivil {
    noms: Noms,
    naissance: DateNaissance,
    /// 0 when it is not told.
    rang: i32,
    nir: Option<Nir>,
    sexe: Option<Sexe>,
}

/// Why two identities of one foyer, or of a foyer and the one that it follows, are of one person; the
/// surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preuve {
    MemeNir,
    /// NOMNAI, PRENOM, DTNAI and RGNAI, whatever the accents: the key of the flow.
    MemeIdentite,
    /// Temporary number, then the definitive one.
    Immatriculee,
    /// A rank of birth is added.
    RangAjoute,
    /// A spelling is corrected, first names are split, a particle is joined.
    GraphieCorrigee,
    /// The date was not wholly known, or came with a temporary number.
    NaissancePrecisee,
}

impl Preuve {
    /// In the order in which they are tried.
    pub const TOUTES: [Self; 6] = [
        Self::MemeNir,
        Self::MemeIdentite,
        Self::Immatriculee,
        Self::RangAjoute,
        Self::GraphieCorrigee,
        Self::NaissancePrecisee,
    ];

    /// Something was corrected since: it is told.
    pub fn corrigee(self) -> bool {
        self > Self::MemeIdentite
    }

    pub fn tient(self, un: &EtatCivil, autre: &EtatCivil) -> bool {
        match self {
            Self::MemeNir => un.nir.is_some() && un.nir == autre.nir,
            Self::MemeIdentite => un.meme_nom(autre) && un.rang == autre.rang,
            Self::Immatriculee => {
                un.nir.as_ref().zip(autre.nir.as_ref()).is_some_and(|(a, b)| a.est_le_meme(b))
            }
            Self::RangAjoute => un.meme_nom(autre) && un.rang_compatible(autre),
            Self::GraphieCorrigee => {
                un.meme_jour(autre)
                    && un.rang_compatible(autre)
                    && un.noms.voisine(&autre.noms)
                    && un.compatible(autre)
            }
            Self::NaissancePrecisee => {
                un.naissance_incertaine(autre)
                    && un.rang_compatible(autre)
                    && un.noms.meme(&autre.noms)
                    && un.compatible(autre)
            }
        }
    }
}

impl EtatCivil {
    /// `sexe`: as told; else the one that the number tells.
    pub fn new(
        noms: Noms,
        (naissance, rang): (DateNaissance, i32),
        nir: Option<Nir>,
        sexe: Option<Sexe>,
    ) -> Self {
        let sexe = sexe.or_else(|| nir.as_ref().map(Nir::sexe));
        Self { noms, naissance, rang, nir, sexe }
    }

    pub fn noms(&self) -> &Noms {
        &self.noms
    }

    pub fn nir(&self) -> Option<&Nir> {
        self.nir.as_ref()
    }

    pub fn naissance(&self) -> DateNaissance {
        self.naissance
    }

    pub fn rang(&self) -> i32 {
        self.rang
    }

    /// The one that stands: a temporary number is given to one person, for a while.
    pub fn nir_definitif(&self) -> Option<&Nir> {
        self.nir.as_ref().filter(|nir| !nir.est_provisoire())
    }

    pub fn autre_nir(&self, autre: &Self) -> bool {
        self.nir_definitif().zip(autre.nir_definitif()).is_some_and(|(un, autre)| un != autre)
    }

    pub fn autre_sexe(&self, autre: &Self) -> bool {
        self.sexe.zip(autre.sexe).is_some_and(|(un, autre)| un != autre)
    }

    /// Nothing says that they are two.
    pub fn compatible(&self, autre: &Self) -> bool {
        !self.autre_nir(autre) && !self.autre_sexe(autre)
    }

    pub fn meme_jour(&self, autre: &Self) -> bool {
        self.naissance.date() == autre.naissance.date()
    }

    /// Another day, which nothing says to be the true one.
    pub fn naissance_incertaine(&self, autre: &Self) -> bool {
        let incertaine =
            |lui: &Self| lui.naissance.est_fictive() || lui.nir.as_ref().is_some_and(Nir::est_provisoire);
        (incertaine(self) || incertaine(autre))
            && self.naissance.date().year() == autre.naissance.date().year()
    }

    pub fn rang_compatible(&self, autre: &Self) -> bool {
        self.rang == autre.rang || self.rang == 0 || autre.rang == 0
    }

    fn meme_nom(&self, autre: &Self) -> bool {
        self.meme_jour(autre) && self.noms.meme(&autre.noms) && self.compatible(autre)
    }

    /// The same identity under another number.
    pub fn autre_numero(&self, autre: &Self) -> bool {
        self.meme_jour(autre) && self.noms.meme(&autre.noms) && !self.compatible(autre)
    }

    /// Enough alike to be told, not enough to be merged.
    pub fn ressemble(&self, autre: &Self) -> bool {
        self.meme_jour(autre) && self.noms.ressemble(&autre.noms) && self.compatible(autre)
    }
}
