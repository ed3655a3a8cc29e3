//! A gesture on lines of a review, as typed.

use serde::{Deserialize, Serialize};

use super::{GesteRevue, MotifRevue};
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::texte::debug_muet;

/// Longest detail of a reason, in characters.
pub const LONGUEUR_PRECISION: usize = 300;
/// A detail shorter than this says nothing, in characters.
const PRECISION_MINIMUM: usize = 5;
/// Lines of one gesture.
const LIGNES_MAX: usize = 500;

/// What the manager does, to which lines, and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteRevue {
    pub geste: GesteRevue,
    pub lignes: Vec<i64>,
    #[serde(default)]
    pub motif: Option<MotifRevue>,
    #[serde(default)]
    pub precision: String,
}

debug_muet!(SaisieGesteRevue);

/// A complete gesture: a decision always has its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesteRevueLu {
    geste: GesteRevue,
    lignes: Vec<i64>,
    motif: Option<MotifRevue>,
    precision: Option<Note>,
}

impl GesteRevueLu {
    /// Reads a gesture.
    ///
    /// # Errors
    /// `lignes` empty, or several for a withdrawal; `motif` absent or of the other
    /// decision; `precision` absent for « autre », too long or not factual.
    pub fn lire(saisie: &SaisieGesteRevue) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let lignes = releve.prend("lignes", lire_lignes(saisie)).unwrap_or_default();
        let motif = releve.prend("motif", lire_motif(saisie)).flatten();
        let precision = releve.prend("precision", lire_precision(saisie)).flatten();
        releve.conclut()?;
        Ok(Self { geste: saisie.geste, lignes, motif, precision })
    }

    pub const fn geste(&self) -> GesteRevue {
        self.geste
    }
    /// Each once.
    pub fn lignes(&self) -> &[i64] {
        &self.lignes
    }
    pub const fn motif(&self) -> Option<MotifRevue> {
        self.motif
    }
    /// On one line: it stands in the sealed document.
    pub fn precision(&self) -> Option<String> {
        self.precision.as_ref().map(|note| note.as_str().split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

fn lire_lignes(saisie: &SaisieGesteRevue) -> Result<Vec<i64>, Motif> {
    let mut lignes = saisie.lignes.clone();
    lignes.sort_unstable();
    lignes.dedup();
    match (saisie.geste, lignes.len()) {
        (_, 0) => Err(Motif::new("lignes_absentes", "Choisissez au moins une personne.")),
        (_, nombre) if nombre > LIGNES_MAX => {
            Err(Motif::new("lignes_trop", format!("Décidez pour {LIGNES_MAX} personnes au plus à la fois.")))
        }
        (GesteRevue::Retirer, 2..) => Err(Motif::new(
            "retrait_groupe",
            "Un retrait ferme l’accès aussitôt : il se décide personne par personne.",
        )),
        _ => Ok(lignes),
    }
}

fn lire_motif(saisie: &SaisieGesteRevue) -> Result<Option<MotifRevue>, Motif> {
    match saisie.motif {
        _ if saisie.geste == GesteRevue::Annuler => Ok(None),
        Some(motif) if motif.convient(saisie.geste) => Ok(Some(motif)),
        Some(_) => Err(Motif::new(
            "motif_autre_decision",
            "Ce motif ne va pas avec cette décision : changez l’un ou l’autre.",
        )),
        None => Err(Motif::new("motif_absent", "Choisissez le motif de la décision.")),
    }
}

fn lire_precision(saisie: &SaisieGesteRevue) -> Result<Option<Note>, Motif> {
    let note = Note::lire_sur_un_agent(&saisie.precision, LONGUEUR_PRECISION)?;
    let longueur = note.as_ref().map_or(0, |note| note.as_str().chars().count());
    if saisie.motif == Some(MotifRevue::Autre) && longueur < PRECISION_MINIMUM {
        return Err(Motif::new("precision_absente", "Précisez le motif en quelques mots."));
    }
    Ok(note)
}
