//! A gesture on a contract, as typed: which one, why, from when, after which examination.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::etat::GesteCer;
use super::liste::Examinateur;
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::texte::debug_muet;

/// Longest reason, in characters.
pub const LONGUEUR_MOTIF: usize = 500;
/// A reason shorter than this says nothing, in characters.
const MOTIF_MINIMUM: usize = 10;

/// What the agent types to act on a contract.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGeste {
    pub geste: GesteCer,
    /// Reason, when [`GesteCer::exige_motif`].
    #[serde(default)]
    pub motif: String,
    /// Date as typed, when [`GesteCer::exige_date`].
    #[serde(default)]
    pub date: String,
    /// Code of an [`Examinateur`], when [`CadreGeste::examen_depuis`] is set.
    #[serde(default)]
    pub examine_par: String,
    /// Date as typed, with the same condition.
    #[serde(default)]
    pub examine_le: String,
}

debug_muet!(SaisieGeste);

impl SaisieGeste {
    /// A gesture about which nothing is typed.
    pub const fn seul(geste: GesteCer) -> Self {
        Self {
            geste,
            motif: String::new(),
            date: String::new(),
            examine_par: String::new(),
            examine_le: String::new(),
        }
    }
}

/// What a gesture is read against.
#[derive(Clone, Copy, Debug)]
pub struct CadreGeste {
    pub aujourdhui: NaiveDate,
    /// First and last day of the contract, as its avenants changed them.
    pub periode: (NaiveDate, NaiveDate),
    /// Day of the transmission of a contract that is examined before the decision; `None`
    /// for a simple one.
    pub examen_depuis: Option<NaiveDate>,
}

/// Who examined a contract of particular form, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examen {
    pub par: Examinateur,
    pub le: NaiveDate,
}

/// A complete gesture. Whether it is allowed is for [`super::transition`] to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Geste {
    geste: GesteCer,
    motif: Option<Note>,
    date: Option<NaiveDate>,
    examen: Option<Examen>,
}

impl Geste {
    /// Reads a gesture.
    ///
    /// # Errors
    /// `motif` absent, too short, too long or not factual; `date` absent, in the
    /// future or out of the period; `examine_par` or `examine_le` absent, the latter in
    /// the future or before the transmission.
    pub fn lire(saisie: &SaisieGeste, cadre: &CadreGeste) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let examen = match cadre.examen_depuis.filter(|_| saisie.geste.exige_examen()) {
            Some(depuis) => lire_examen(saisie, depuis, cadre.aujourdhui, &mut releve),
            None => None,
        };
        let date = if saisie.geste.exige_date() {
            releve.prend("date", lire_date(&saisie.date, cadre))
        } else {
            None
        };
        let motif = releve.prend("motif", lire_motif(saisie)).flatten();
        releve.conclut()?;
        Ok(Self { geste: saisie.geste, motif, date, examen })
    }

    pub const fn geste(&self) -> GesteCer {
        self.geste
    }
    pub const fn motif(&self) -> Option<&Note> {
        self.motif.as_ref()
    }
    /// Day on which the contract ends, for a rupture.
    pub const fn date(&self) -> Option<NaiveDate> {
        self.date
    }
    pub const fn examen(&self) -> Option<Examen> {
        self.examen
    }
}

fn lire_motif(saisie: &SaisieGeste) -> Result<Option<Note>, Motif> {
    let motif = Note::lire(&saisie.motif, LONGUEUR_MOTIF)?;
    let longueur = motif.as_ref().map_or(0, |note| note.as_str().chars().count());
    if saisie.geste.exige_motif() && longueur < MOTIF_MINIMUM {
        return Err(Motif::new(
            "motif_absent",
            "Indiquez le motif en quelques mots : il reste dans l'historique du contrat.",
        ));
    }
    Ok(motif)
}

fn lire_date(texte: &str, cadre: &CadreGeste) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez le dernier jour du contrat."));
    }
    let jour = date::lire(texte, cadre.aujourdhui)?;
    if jour > cadre.aujourdhui {
        return Err(Motif::new(
            "date_future",
            "Une rupture se constate : indiquez un jour passé ou aujourd'hui.",
        ));
    }
    let (debut, fin) = cadre.periode;
    if jour < debut || jour > fin {
        return Err(Motif::new(
            "date_hors_contrat",
            "La rupture a lieu pendant le contrat : choisissez un jour entre son début et sa fin.",
        ));
    }
    Ok(jour)
}

fn lire_examen(
    saisie: &SaisieGeste,
    depuis: NaiveDate,
    aujourdhui: NaiveDate,
    releve: &mut Releve,
) -> Option<Examen> {
    let par = Examinateur::du_code(&saisie.examine_par).ok_or_else(|| {
        Motif::new(
            "examinateur_absent",
            "Indiquez qui a examiné ce contrat particulier avant la décision : un responsable ou l'équipe pluridisciplinaire.",
        )
    });
    let par = releve.prend("examine_par", par);
    let le = releve.prend("examine_le", lire_jour_examen(&saisie.examine_le, depuis, aujourdhui));
    Some(Examen { par: par?, le: le? })
}

fn lire_jour_examen(texte: &str, depuis: NaiveDate, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("examen_absent", "Indiquez le jour de l'examen."));
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour > aujourdhui {
        return Err(Motif::new(
            "examen_futur",
            "L'examen précède la décision : indiquez un jour passé ou aujourd'hui, ou attendez l'examen pour décider.",
        ));
    }
    if jour < depuis {
        let message = format!(
            "L'examen suit la transmission du contrat, le {} : indiquez ce jour ou un jour plus tard.",
            date::court(depuis)
        );
        return Err(Motif::new("examen_avant_transmission", message));
    }
    Ok(jour)
}
