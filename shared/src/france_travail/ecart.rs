//! Where the two sides differ: its kinds, and setting one aside.

use serde::{Deserialize, Serialize};

use crate::attente::Attendu;
use crate::erreur::{ErreurChamp, Motif};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::texte::debug_muet;

/// Longest reason, in characters.
pub const LONGUEUR_MOTIF: usize = 300;
/// A reason shorter than this says nothing, in characters.
const MOTIF_MINIMUM: usize = 10;

liste_fermee! {
    /// A kind of discrepancy.
    NatureEcart {
        Referent = "referent", "Référent d’un seul côté";
        Radiation = "radiation", "Radiée là-bas, orientée vers l’emploi ici";
        Dates = "dates", "Dates du plan et du contrat différentes";
    }
}

impl NatureEcart {
    /// What the file awaits of it.
    pub const fn attendu(self) -> Attendu {
        match self {
            Self::Referent => Attendu::EcartReferent,
            Self::Radiation => Attendu::EcartRadiation,
            Self::Dates => Attendu::EcartDates,
        }
    }

    pub fn de(attendu: Attendu) -> Option<Self> {
        Self::TOUS.iter().copied().find(|nature| nature.attendu() == attendu)
    }
}

liste_fermee! {
    /// What is done about a discrepancy.
    GesteEcart {
        MettreDeCote = "mettre_de_cote", "Mis de côté";
        Reprendre = "reprendre", "Remis dans la liste";
    }
}

/// Which discrepancies are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieEcarts {
    /// All when nothing is said.
    pub nature: Option<NatureEcart>,
    /// Those that were set aside, and no other.
    pub de_cote: bool,
    /// First page is 0.
    pub page: u32,
}

/// What is done about one, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteEcart {
    pub nature: NatureEcart,
    pub geste: GesteEcart,
    /// Why it is set aside.
    #[serde(default)]
    pub motif: String,
}

debug_muet!(SaisieGesteEcart);

/// What is done, with its reason when it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesteEcartLu {
    nature: NatureEcart,
    geste: GesteEcart,
    motif: Option<String>,
}

impl GesteEcartLu {
    /// # Errors
    /// `motif` absent, too long or not factual.
    pub fn lire(saisie: &SaisieGesteEcart) -> Result<Self, Vec<ErreurChamp>> {
        let motif = match saisie.geste {
            GesteEcart::MettreDeCote => Some(lire_motif(&saisie.motif).map_err(|m| vec![m.champ("motif")])?),
            GesteEcart::Reprendre => None,
        };
        Ok(Self { nature: saisie.nature, geste: saisie.geste, motif })
    }

    pub const fn nature(&self) -> NatureEcart {
        self.nature
    }

    pub const fn geste(&self) -> GesteEcart {
        self.geste
    }

    pub fn motif(&self) -> Option<&str> {
        self.motif.as_deref()
    }
}

fn lire_motif(texte: &str) -> Result<String, Motif> {
    Note::lire(texte, LONGUEUR_MOTIF)?
        .map(|note| note.as_str().to_owned())
        .filter(|motif| motif.chars().count() >= MOTIF_MINIMUM)
        .ok_or_else(|| {
            Motif::new("motif_absent", "Indiquez en quelques mots pourquoi cet écart n’est pas à traiter.")
        })
}
