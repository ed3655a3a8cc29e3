//! Why a file is opened by an agent under watch.

use serde::{Deserialize, Serialize};

use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::texte::debug_muet;

/// Header of a view under watch: the number of the reason given beforehand. A number, so
/// that nothing typed stands in a header that proxies log.
pub const ENTETE_MOTIF: &str = "x-motif";

/// Longest precision, in characters.
pub const LONGUEUR_PRECISION: usize = 200;
/// A precision shorter than this says nothing, in characters.
const PRECISION_MINIMUM: usize = 10;

liste_fermee! {
    /// The reason of one view.
    MotifVue {
        Suivi = "suivi", "Suivi d’une personne que j’accompagne";
        Preparation = "preparation", "Préparation d’un rendez-vous ou d’un CER";
        Instruction = "instruction", "Décision à prendre ou à préparer";
        Demande = "demande", "Demande de la personne ou d’un partenaire";
        Remplacement = "remplacement", "Remplacement d’un collègue";
        Autre = "autre", "Autre raison, à préciser";
    }
}

impl MotifVue {
    pub const fn exige_une_precision(self) -> bool {
        matches!(self, Self::Autre)
    }
}

/// A reason as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieMotif {
    /// A code of [`MotifVue`].
    #[serde(default)]
    pub motif: String,
    #[serde(default)]
    pub precision: String,
}

debug_muet!(SaisieMotif);

/// A complete reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotifVueDonne {
    motif: MotifVue,
    precision: Option<Note>,
}

impl MotifVueDonne {
    /// # Errors
    /// `motif` absent; `precision` absent when the reason is « autre », too long or not factual.
    pub fn lire(saisie: &SaisieMotif) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let motif = releve.prend("motif", lire_motif(&saisie.motif));
        let precision =
            releve.prend("precision", Note::lire(&saisie.precision, LONGUEUR_PRECISION)).flatten();
        let longueur = precision.as_ref().map_or(0, |note| note.as_str().chars().count());
        if motif.is_some_and(MotifVue::exige_une_precision)
            && longueur < PRECISION_MINIMUM
            && releve.est_vide()
        {
            releve.refuse(
                "precision",
                "precision_absente",
                "Précisez en quelques mots pourquoi vous ouvrez ce dossier.",
            );
        }
        releve.conclut()?;
        match motif {
            Some(motif) => Ok(Self { motif, precision }),
            // Unreachable: an absent reason was noted above.
            None => Err(Vec::new()),
        }
    }

    pub const fn motif(&self) -> MotifVue {
        self.motif
    }

    pub const fn precision(&self) -> Option<&Note> {
        self.precision.as_ref()
    }
}

fn lire_motif(code: &str) -> Result<MotifVue, Motif> {
    MotifVue::du_code(code).ok_or_else(|| {
        Motif::new("motif_absent", "Choisissez la raison pour laquelle vous ouvrez ce dossier.")
    })
}
