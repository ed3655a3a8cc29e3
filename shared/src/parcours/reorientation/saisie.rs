//! A request and what is done about it, as typed and as read.

use serde::{Deserialize, Serialize};

use super::GesteReorientation;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::parcours::SorteOrientation;
use crate::parcours::champs::choisi;
use crate::texte::debug_muet;

/// Longest handover note, in characters.
pub const LONGUEUR_NOTE: usize = 1_000;
/// Longest reason of a gesture, in characters.
pub const LONGUEUR_MOTIF: usize = 500;

liste_fermee! {
    /// Why the structure asks for another orientation (CASF L262-29, L262-31). Facts about the
    /// support, never a judgement on the person.
    MotifReorientation {
        EmploiPossible = "emploi_possible", "La personne peut désormais chercher un emploi";
        ObstaclesSociaux = "obstacles_sociaux", "Des difficultés sociales sont à lever d’abord";
        AutreAccompagnement = "autre_accompagnement", "Un autre accompagnement répond mieux à son projet";
        Eloignement = "eloignement", "La structure est trop loin de chez elle";
        DemandePersonne = "demande_personne", "La personne le demande";
        SansContact = "sans_contact", "L’accompagnement ne se fait plus, faute de contact";
    }
}

/// A request, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieReorientation {
    pub motif: Option<MotifReorientation>,
    /// The support that would suit; left to the Département when nothing is said.
    pub sorte: Option<SorteOrientation>,
    /// What whoever takes over needs to know.
    pub note: String,
}

/// Something done about a request, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteReorientation {
    pub geste: GesteReorientation,
    /// When [`GesteReorientation::exige_motif`], and wherever one wishes.
    #[serde(default)]
    pub motif: String,
}

debug_muet!(SaisieReorientation, SaisieGesteReorientation);

impl SaisieGesteReorientation {
    /// A gesture about which nothing is typed.
    pub const fn seul(geste: GesteReorientation) -> Self {
        Self { geste, motif: String::new() }
    }
}

/// A request whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReorientationDemandee {
    motif: MotifReorientation,
    sorte: Option<SorteOrientation>,
    note: Note,
}

impl ReorientationDemandee {
    /// Reads a request.
    ///
    /// # Errors
    /// `motif` or `note` absent; `note` too long or not factual.
    pub fn lire(saisie: &SaisieReorientation) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let motif = releve
            .prend("motif", choisi(saisie.motif, "Choisissez pourquoi vous demandez une réorientation."));
        let note = Note::lire(&saisie.note, LONGUEUR_NOTE).and_then(|note| {
            choisi(note, "Écrivez en quelques phrases ce que la prochaine structure doit savoir.")
        });
        let note = releve.prend("note", note);
        releve.conclut()?;
        match (motif, note) {
            (Some(motif), Some(note)) => Ok(Self { motif, sorte: saisie.sorte, note }),
            _ => Err(Vec::new()),
        }
    }

    pub const fn motif(&self) -> MotifReorientation {
        self.motif
    }
    pub const fn sorte(&self) -> Option<SorteOrientation> {
        self.sorte
    }
    pub fn note(&self) -> &str {
        self.note.as_str()
    }
}

/// A complete gesture. Whether it is allowed is for [`super::transition`] to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesteLu {
    geste: GesteReorientation,
    motif: Option<Note>,
}

impl GesteLu {
    /// Reads a gesture.
    ///
    /// # Errors
    /// `motif` absent where one is asked for, too long or not factual.
    pub fn lire(saisie: &SaisieGesteReorientation) -> Result<Self, Vec<ErreurChamp>> {
        let motif = Note::lire(&saisie.motif, LONGUEUR_MOTIF).and_then(|motif| {
            match motif.is_none() && saisie.geste.exige_motif() {
                true => {
                    Err(Motif::new("motif_absent", "Dites en quelques mots pourquoi : la structure le lira."))
                }
                false => Ok(motif),
            }
        });
        let motif = motif.map_err(|motif| vec![motif.champ("motif")])?;
        Ok(Self { geste: saisie.geste, motif })
    }

    pub const fn geste(&self) -> GesteReorientation {
        self.geste
    }
    pub fn motif(&self) -> Option<&str> {
        self.motif.as_ref().map(Note::as_str)
    }
}
