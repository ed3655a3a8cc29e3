//! A notice of termination, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::saisie::{incomplet, lire_date, lire_raison};
use super::{Duree, RegleResiliation, SorteConvention, Voie};
use crate::erreur::{ErreurChamp, Motif, Releve};

/// A notice of termination as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieDenonciation {
    /// Code of a [`Voie`].
    pub voie: String,
    /// Day of the letter: sent or received, as the kind of convention says.
    pub date: String,
    pub motif: String,
}

/// A notice of termination whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denonciation {
    pub voie: Voie,
    /// Day that its delay counts from.
    pub comptee_du: NaiveDate,
    /// How the end was found, then why: kept as it was told.
    pub motif: String,
    /// Last day in force.
    pub fin: NaiveDate,
}

impl Denonciation {
    /// Reads the notice that ends a convention of this kind.
    ///
    /// # Errors
    /// `voie_absente`; `date`: see [`RegleResiliation::essayer`]; `motif` absent or not factual.
    pub fn lire(
        saisie: &SaisieDenonciation,
        (sorte, duree): (SorteConvention, &Duree),
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let regle = releve.prend("voie", lire_voie(&saisie.voie, sorte));
        let date = lire_date(&saisie.date, aujourdhui).and_then(|jour| {
            let fin = regle.map(|regle| regle.essayer(jour, duree, aujourdhui)).transpose()?;
            Ok((jour, fin))
        });
        let date = releve.prend("date", date);
        let motif = releve.prend("motif", lire_raison(&saisie.motif, "Indiquez qui dénonce et pourquoi"));
        releve.conclut()?;
        let lu = || {
            let (regle, (comptee_du, fin)) = (regle?, date?);
            let motif = format!("{} Motif : {}", regle.calcul(comptee_du, duree), motif?);
            Some(Self { voie: regle.voie, comptee_du, motif, fin: fin? })
        };
        lu().ok_or_else(incomplet)
    }
}

fn lire_voie(code: &str, sorte: SorteConvention) -> Result<&'static RegleResiliation, Motif> {
    let regle = Voie::du_code(code).and_then(|voie| sorte.regle(voie));
    regle.ok_or_else(|| Motif::new("voie_absente", "Choisissez comment la convention prend fin."))
}
