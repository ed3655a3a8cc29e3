//! When a review opens, how long it lasts, when one is reminded: settings and pure rules.

use chrono::{Datelike, Days, NaiveDate};

use super::{RappelRevue, RetardRevue};
use crate::erreur::Motif;

/// A day of the year, as `15/01`. The 29th of February is the 28th in ordinary years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JourAnnuel {
    mois: u32,
    jour: u32,
}

impl JourAnnuel {
    /// Reads `15/01`: day, then month.
    ///
    /// # Errors
    /// `jour_annuel` when no year has such a day.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let lu = || {
            let (jour, mois) = texte.trim().split_once('/')?;
            let (jour, mois) = (jour.parse().ok()?, mois.parse().ok()?);
            // 2024 has a 29th of February.
            NaiveDate::from_ymd_opt(2024, mois, jour).map(|_| Self { mois, jour })
        };
        lu().ok_or_else(|| Motif::new("jour_annuel", "Indiquez un jour et un mois, par exemple 15/01."))
    }

    /// That day of a year.
    pub fn de(self, annee: i32) -> NaiveDate {
        let jour = (1..=self.jour).rev().find_map(|jour| NaiveDate::from_ymd_opt(annee, self.mois, jour));
        jour.unwrap_or(NaiveDate::MAX)
    }
}

impl std::str::FromStr for JourAnnuel {
    type Err = Motif;

    fn from_str(texte: &str) -> Result<Self, Motif> {
        Self::lire(texte)
    }
}

/// The settings of the annual review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReglagesRevue {
    pub ouverture: JourAnnuel,
    /// Days to finish it, from the day it really opened.
    pub duree_jours: u32,
    /// Days before the deadline from which the reminder is pressing.
    pub rappel_jours: u32,
    pub retard: RetardRevue,
}

impl Default for ReglagesRevue {
    fn default() -> Self {
        Self {
            ouverture: JourAnnuel { mois: 1, jour: 15 },
            duree_jours: 30,
            rappel_jours: 15,
            retard: RetardRevue::Prevenir,
        }
    }
}

impl ReglagesRevue {
    /// The last opening day up to `jour`. Its year names the review.
    pub fn derniere_ouverture(&self, jour: NaiveDate) -> NaiveDate {
        let cette_annee = self.ouverture.de(jour.year());
        if cette_annee <= jour { cette_annee } else { self.ouverture.de(jour.year() - 1) }
    }

    /// Last day of a review that opened on `ouverte`.
    pub fn limite(&self, ouverte: NaiveDate) -> NaiveDate {
        ouverte.checked_add_days(Days::new(u64::from(self.duree_jours))).unwrap_or(NaiveDate::MAX)
    }

    /// What to remind of a review that is not sealed; the screen tells the days left.
    pub fn rappel(&self, limite: NaiveDate, jour: NaiveDate, restantes: u64) -> RappelRevue {
        let jours = limite.signed_duration_since(jour).num_days();
        if restantes == 0 {
            RappelRevue::ASceller
        } else if jours < 0 {
            RappelRevue::EnRetard
        } else if jours <= i64::from(self.rappel_jours) {
            RappelRevue::Proche
        } else {
            RappelRevue::Ouverte
        }
    }
}
