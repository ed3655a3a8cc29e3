//! How long things are kept. Sources: décret, R262-107 and R262-114 CASF (traces, one year);
//! CAF contract (habilitations, six years after their end); CNIL 2021-122.

use std::str::FromStr;

use chrono::{DateTime, Months, NaiveDate, Utc};

use crate::erreur::Motif;

/// Years during which a habilitation is kept after its end.
pub const HABILITATION_ANS: u32 = 6;

/// Months during which traces are kept: 6 to 36, 12 unless set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoisDeTraces(u32);

impl MoisDeTraces {
    /// # Errors
    /// `traces_duree` outside 6 to 36.
    pub fn new(mois: u32) -> Result<Self, Motif> {
        if (6..=36).contains(&mois) {
            return Ok(Self(mois));
        }
        Err(Motif::new(
            "traces_duree",
            format!(
                "les traces se gardent de 6 à 36 mois, et non {mois} : moins ne permet pas de constater un abus, plus \
                 n’est pas justifié (CNIL 2021-122). Donnez un nombre entre 6 et 36, 12 par exemple"
            ),
        ))
    }

    pub const fn mois(self) -> u32 {
        self.0
    }
}

impl Default for MoisDeTraces {
    fn default() -> Self {
        Self(12)
    }
}

impl FromStr for MoisDeTraces {
    type Err = Motif;

    fn from_str(texte: &str) -> Result<Self, Motif> {
        let mois = texte.trim().parse().map_err(|_| {
            Motif::new("traces_duree", "la durée s’écrit en mois, en chiffres : 12 par exemple".to_owned())
        })?;
        Self::new(mois)
    }
}

/// Traces from before this instant are no longer kept.
pub fn traces_avant(maintenant: DateTime<Utc>, duree: MoisDeTraces) -> DateTime<Utc> {
    maintenant.checked_sub_months(Months::new(duree.mois())).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// Habilitations whose last day is before this one are no longer kept.
pub fn finies_avant(aujourdhui: NaiveDate) -> NaiveDate {
    aujourdhui.checked_sub_months(Months::new(12 * HABILITATION_ANS)).unwrap_or(NaiveDate::MIN)
}
