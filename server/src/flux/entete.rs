//! The first and the last block of a flow: what it is, what it should hold.

use chrono::{NaiveDate, NaiveTime};
use reciproque_shared::date;

use super::bloc::Bloc;
use super::rapport::{Avertissement, Faute, Refus};

/// `NUMVERSIONAPPLIEME` of the flows that `reciproque demo` invents: it survives
/// any rewriting of the file, and no caisse sends it.
pub const VERSION_EXERCICE: &str = "DEMO";

/// Whether people of a flow exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origine {
    Caisse,
    /// Invented, for training stores only.
    Exercice,
}

/// `IdentificationFlux`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entete {
    /// `APPLIEME`: CRI for the CAF, AGO for the MSA
    pub application: String,
    /// `NUMVERSIONAPPLIEME`
    pub version: Option<String>,
    /// `TYPEFLUX`: M monthly, I daily
    pub periodicite: String,
    /// `DTCREAFLUX`
    pub creation: NaiveDate,
    /// `HEUCREAFLUX`
    pub heure_creation: Option<NaiveTime>,
    /// `DTREF`: the day that the flow describes
    pub reference: NaiveDate,
}

impl Entete {
    /// # Errors
    /// The flow says that it describes a day that was still to come: kept, it would be more
    /// recent than all the next ones.
    pub fn dates(&self, aujourdhui: NaiveDate) -> Result<(), Refus> {
        let reference = date::court(self.reference);
        let faute = if self.reference > self.creation {
            format!("suit celle de création (DTCREAFLUX, {})", date::court(self.creation))
        } else if self.reference > aujourdhui {
            "est à venir".to_owned()
        } else {
            return Ok(());
        };
        Err(Refus::du_fichier(format!(
            "La date de référence du flux (DTREF, {reference}) {faute} : rien n'est lu. Demandez un flux corrigé à la caisse."
        )))
    }

    pub fn origine(&self) -> Origine {
        if self.version.as_deref() == Some(VERSION_EXERCICE) { Origine::Exercice } else { Origine::Caisse }
    }
}

/// `TransmissionFlux`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totaux {
    /// `NBTOTDOSRSATRANSM`
    pub dossiers: u32,
    /// `NBTOTDOSRSATRANSMANO`: those of them sent apart, in an anomaly flow
    pub anomalies: u32,
}

/// A fault in these blocks refuses the whole file.
pub(super) fn en_tete(faute: Faute) -> Refus {
    Refus::a(faute.ligne, format!("{} : {}", faute.element, faute.raison))
}

pub(super) fn entete(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Entete, Refus> {
    bloc.dit_alteres(notes);
    let nature = bloc.exige_texte("NATFLUX").map_err(en_tete)?;
    if nature != "D" {
        let genre = match nature.as_str() {
            "F" => "un flux financier",
            "I" => "un flux d'instruction",
            _ => "d'une autre nature",
        };
        let message =
            format!("Ce fichier est {genre} (NATFLUX) : seul le flux des bénéficiaires (D) est lu.");
        return Err(Refus::a(bloc.ligne(), message));
    }
    let mut lit = || {
        Ok(Entete {
            application: bloc.exige_texte("APPLIEME")?,
            version: bloc.texte("NUMVERSIONAPPLIEME"),
            periodicite: bloc.exige_texte("TYPEFLUX")?,
            creation: bloc.exige_date("DTCREAFLUX")?,
            heure_creation: bloc.heure("HEUCREAFLUX", notes),
            reference: bloc.exige_date("DTREF")?,
        })
    };
    lit().map_err(en_tete)
}

pub(super) fn totaux(bloc: Bloc<'_>) -> Result<Totaux, Refus> {
    let lit = |nom| bloc.entier(nom).map(Option::unwrap_or_default).map_err(en_tete);
    Ok(Totaux { dossiers: lit("NBTOTDOSRSATRANSM")?, anomalies: lit("NBTOTDOSRSATRANSMANO")? })
}
