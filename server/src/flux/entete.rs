//! The first and the last block of a flow: what it is, what it should hold.

use chrono::{NaiveDate, NaiveTime};
use reciproque_shared::date;

use super::bloc::Bloc;
use super::element::elements;
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

elements! {
    /// `IdentificationFlux`
    Entete {
        /// CRI for the CAF, AGO for the MSA
        "APPLIEME" ! application: String,
        "NUMVERSIONAPPLIEME" ! version: Option<String>,
        /// M monthly, I daily
        "TYPEFLUX" ! periodicite: String,
        /// D: of beneficiaries
        "NATFLUX" ! nature: String,
        "DTCREAFLUX" ! creation: NaiveDate,
        "HEUCREAFLUX" ! heure_creation: Option<NaiveTime>,
        /// The day that the flow describes.
        "DTREF" ! reference: NaiveDate,
    }

    /// `TransmissionFlux`
    Totaux {
        "NBTOTDOSRSATRANSM" !8 dossiers: u32,
        /// Those of them sent apart, in an anomaly flow.
        "NBTOTDOSRSATRANSMANO" !8 anomalies: u32,
    }
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
    Entete::depuis(bloc, notes).map_err(en_tete)
}
