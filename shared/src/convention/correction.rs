//! The cure of a breach: told before the notice is over, it leaves the convention in force.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::saisie::{incomplet, lire_date, lire_raison};
use super::{Duree, RegleResiliation, SorteConvention, Voie, libre};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};

/// A cure as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieCorrection {
    /// Day on which the breach was corrected.
    pub corrigee_le: String,
    pub motif: String,
}

/// A notice that the cure of its breach may still stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelaiCorrection {
    /// Day that the notice counts from.
    comptee_du: NaiveDate,
    /// Last day in force that it leaves.
    fin: NaiveDate,
    duree: Duree,
}

impl DelaiCorrection {
    /// What a convention of this kind leaves to its notice of that way, on a day.
    ///
    /// # Errors
    /// `pas_denoncee`; `manquement_definitif` where its rules know no cure; `correction_tardive` once the
    /// notice is over: what ended is not undone.
    pub fn ouvert(
        (sorte, voie): (SorteConvention, Option<Voie>),
        comptee_du: Option<NaiveDate>,
        duree: Duree,
        aujourdhui: NaiveDate,
    ) -> Result<Self, Motif> {
        let (Some(comptee_du), Some(fin)) = (comptee_du, duree.fin_denoncee.and(duree.fin())) else {
            return Err(Motif::new("pas_denoncee", "Cette convention n’est pas dénoncée."));
        };
        let regle = voie.and_then(|voie| sorte.regle(voie));
        if !regle.is_some_and(RegleResiliation::corrigeable) {
            return Err(Motif::new(
                "manquement_definitif",
                "La dénonciation de cette convention ne s’arrête pas : ses règles ne le prévoient pas.",
            ));
        }
        if fin < aujourdhui {
            let message = format!(
                "Le préavis a pris fin le {} : ce qui est terminé ne se rouvre pas. Saisissez une nouvelle convention.",
                date::court(fin)
            );
            return Err(Motif::new("correction_tardive", message));
        }
        Ok(Self { comptee_du, fin, duree })
    }

    /// The convention as the cure leaves it: as if no notice had been given.
    pub const fn duree_corrigee(&self) -> Duree {
        self.duree.sans_denonciation()
    }
}

/// A cure whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub corrigee_le: NaiveDate,
    pub motif: String,
    /// The convention goes on.
    pub duree: Duree,
}

impl Correction {
    /// Reads the cure of a breach, beside the other conventions of the organisation: those that were
    /// entered since the notice may have taken the days that it freed.
    ///
    /// # Errors
    /// `corrigee_le` to come, before the letter or after its notice; `motif` absent or not factual;
    /// `convention_chevauchee`.
    pub fn lire(
        saisie: &SaisieCorrection,
        delai: &DelaiCorrection,
        autres: &[Duree],
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let jour = lire_date(&saisie.corrigee_le, aujourdhui)
            .and_then(|jour| dans_le_delai(jour, delai, aujourdhui))
            .and_then(|jour| libre(&delai.duree_corrigee(), autres).map(|()| jour));
        let corrigee_le = releve.prend("corrigee_le", jour);
        let motif = releve
            .prend("motif", lire_raison(&saisie.motif, "Indiquez ce qui a été corrigé, et qui l’a constaté"));
        releve.conclut()?;
        let lu = || Some(Self { corrigee_le: corrigee_le?, motif: motif?, duree: delai.duree_corrigee() });
        lu().ok_or_else(incomplet)
    }
}

fn dans_le_delai(
    jour: NaiveDate,
    delai: &DelaiCorrection,
    aujourdhui: NaiveDate,
) -> Result<NaiveDate, Motif> {
    if jour > aujourdhui {
        return Err(Motif::new("correction_future", "Ce jour est à venir : attendez-le pour la saisir."));
    }
    if jour < delai.comptee_du || jour > delai.fin {
        let message = format!(
            "Le manquement se corrige entre la lettre et la fin du préavis, du {} au {} : vérifiez la date.",
            date::court(delai.comptee_du),
            date::court(delai.fin)
        );
        return Err(Motif::new("correction_hors_delai", message));
    }
    Ok(jour)
}

#[cfg(test)]
#[path = "correction_tests.rs"]
mod tests;
