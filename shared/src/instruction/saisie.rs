//! A request, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contexte::jour_passe;
use super::{
    DecisionContestee, GenreDerogation, Initiative, MomentDerogation, MotifRemise, ObjetInstruction,
    SorteInstruction,
};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::montant::Montant;
use crate::texte::debug_muet;

/// Longest precision, in characters.
pub const LONGUEUR_PRECISION: usize = 500;
/// The rSa begins: nothing of it was received before.
const RSA: NaiveDate = match NaiveDate::from_ymd_opt(2009, 6, 1) {
    Some(jour) => jour,
    None => NaiveDate::MIN,
};

/// A request, as typed: what its kind does not ask for is not read.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieInstruction {
    pub sorte: Option<SorteInstruction>,
    /// Day on which it arrived, or on which the Département took it up.
    pub recue_le: String,
    pub genre: Option<GenreDerogation>,
    pub moment: Option<MomentDerogation>,
    /// Of the debt.
    pub montant: String,
    pub motif_remise: Option<MotifRemise>,
    pub contre: Option<DecisionContestee>,
    pub contestee_le: String,
    pub initiative: Option<Initiative>,
    pub precision: String,
}

debug_muet!(SaisieInstruction);

/// A request whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstructionDemandee {
    objet: ObjetInstruction,
    recue_le: NaiveDate,
    precision: Option<Note>,
}

impl InstructionDemandee {
    /// Reads a request typed on `aujourdhui`.
    ///
    /// # Errors
    /// Each field absent, out of its bounds or, of the precision, not factual.
    pub fn lire(saisie: &SaisieInstruction, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let recue_le = releve.prend("recue_le", lire_reception(saisie, aujourdhui));
        let objet = lire_objet(saisie, recue_le.unwrap_or(aujourdhui), &mut releve);
        let precision = releve.prend("precision", Note::lire(&saisie.precision, LONGUEUR_PRECISION));
        releve.conclut()?;
        match (objet, recue_le, precision) {
            (Some(objet), Some(recue_le), Some(precision)) => Ok(Self { objet, recue_le, precision }),
            _ => Err(Vec::new()),
        }
    }

    pub const fn objet(&self) -> &ObjetInstruction {
        &self.objet
    }
    pub const fn recue_le(&self) -> NaiveDate {
        self.recue_le
    }
    pub fn precision(&self) -> Option<&str> {
        self.precision.as_ref().map(Note::as_str)
    }
}

fn lire_reception(saisie: &SaisieInstruction, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    jour_passe(
        &saisie.recue_le,
        "Indiquez le jour où la demande est arrivée.",
        (Some(RSA), "Le rSa n’existait pas encore ce jour-là : vérifiez la date."),
        aujourdhui,
    )
}

fn lire_objet(
    saisie: &SaisieInstruction,
    recue_le: NaiveDate,
    releve: &mut Releve,
) -> Option<ObjetInstruction> {
    let sorte = choisi(saisie.sorte, "Choisissez ce qui est demandé.");
    match releve.prend("sorte", sorte)? {
        SorteInstruction::Derogation => {
            let genre = releve.prend("genre", choisi(saisie.genre, "Choisissez la condition à écarter."));
            let moment = choisi(saisie.moment, "Dites si le droit s’ouvre ou s’il est en cours.");
            let moment = releve.prend("moment", moment);
            Some(ObjetInstruction::Derogation { genre: genre?, moment: moment? })
        }
        SorteInstruction::Remise => {
            let montant = releve.prend("montant", lire_dette(&saisie.montant));
            let motif = choisi(saisie.motif_remise, "Choisissez ce que la personne fait valoir.");
            let motif = releve.prend("motif_remise", motif);
            Some(ObjetInstruction::Remise { montant: montant?, motif: motif? })
        }
        SorteInstruction::Recours => {
            let contre = releve.prend("contre", choisi(saisie.contre, "Choisissez ce qui est contesté."));
            let contestee_le = releve.prend("contestee_le", lire_contestee(&saisie.contestee_le, recue_le));
            Some(ObjetInstruction::Recours { contre: contre?, contestee_le: contestee_le? })
        }
        SorteInstruction::EvaluationTi => {
            let initiative = choisi(saisie.initiative, "Dites qui veut l’évaluation.");
            Some(ObjetInstruction::EvaluationTi { initiative: releve.prend("initiative", initiative)? })
        }
    }
}

fn lire_dette(texte: &str) -> Result<Montant, Motif> {
    let montant = Montant::lire(texte)?;
    match montant.est_nul() {
        true => {
            Err(Motif::new("montant_nul", "Une dette nulle n’a pas à être remise : vérifiez le montant."))
        }
        false => Ok(montant),
    }
}

fn lire_contestee(texte: &str, recue_le: NaiveDate) -> Result<Option<NaiveDate>, Motif> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let jour = date::lire(texte, recue_le)?;
    match jour > recue_le {
        true => Err(Motif::new(
            "date_posterieure",
            "La décision contestée a été reçue avant le recours : vérifiez les deux dates.",
        )),
        false => Ok(Some(jour)),
    }
}

fn choisi<T>(valeur: Option<T>, absent: &'static str) -> Result<T, Motif> {
    valeur.ok_or_else(|| Motif::new("choix_absent", absent))
}
