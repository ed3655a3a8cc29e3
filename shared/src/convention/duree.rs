//! How long a convention lasts: one year, tacitly renewed or not, ended by a notice.

use chrono::{Datelike, NaiveDate};

use crate::date::{ajouter_mois, fin_de_periode};
use crate::liste::liste_fermee;

/// An end is to be prepared from this many months before it: the length of the usual notice.
const PREPARATION_MOIS: u32 = 3;
/// Months of one period.
const PERIODE_MOIS: u32 = 12;

liste_fermee! {
    /// Where a convention stands on a day.
    EtatConvention {
        AVenir = "a_venir", "À venir";
        EnVigueur = "en_vigueur", "En vigueur";
        Denoncee = "denoncee", "Dénoncée, encore en vigueur";
        Terminee = "terminee", "Terminée";
        /// Before its first day: it never gave access.
        Annulee = "annulee", "Annulée";
    }
}

impl EtatConvention {
    /// Whether it gives access.
    pub const fn ouvre_l_acces(self) -> bool {
        matches!(self, Self::EnVigueur | Self::Denoncee)
    }
}

/// Whether an end is close enough to prepare what follows.
pub fn finit_bientot(fin: Option<NaiveDate>, jour: NaiveDate) -> bool {
    fin.is_some_and(|fin| jour <= fin && fin <= ajouter_mois(jour, PREPARATION_MOIS))
}

/// The dates of a convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duree {
    /// First day in force.
    pub date_effet: NaiveDate,
    /// Renewed by itself from year to year.
    pub tacite: bool,
    /// Last day that a notice of termination leaves, when one was given.
    pub fin_denoncee: Option<NaiveDate>,
}

impl Duree {
    /// The same without its notice.
    #[must_use]
    pub const fn sans_denonciation(self) -> Self {
        Self { fin_denoncee: None, ..self }
    }

    /// Last day in force; `None` while it renews itself.
    pub fn fin(&self) -> Option<NaiveDate> {
        let terme = (!self.tacite).then(|| fin_de_periode(self.date_effet, PERIODE_MOIS));
        let denoncee = self.fin_denoncee.map(|fin| fin.max(self.date_effet));
        [terme, denoncee].into_iter().flatten().min()
    }

    pub fn est_en_vigueur(&self, jour: NaiveDate) -> bool {
        self.date_effet <= jour && self.fin().is_none_or(|fin| jour <= fin)
    }

    pub fn etat(&self, jour: NaiveDate) -> EtatConvention {
        if jour < self.date_effet {
            EtatConvention::AVenir
        } else if !self.est_en_vigueur(jour) {
            EtatConvention::Terminee
        } else if self.fin_denoncee.is_some() {
            EtatConvention::Denoncee
        } else {
            EtatConvention::EnVigueur
        }
    }

    /// How many times it renewed itself until that day; 0 in its first year. A year begun
    /// is counted, even if a notice ends it before its term.
    pub fn reconductions(&self, jour: NaiveDate) -> u32 {
        let jour = self.fin().map_or(jour, |fin| jour.min(fin));
        if jour < self.date_effet || !self.tacite {
            return 0;
        }
        let annees = u32::try_from(jour.year() - self.date_effet.year()).unwrap_or(0);
        if self.debut_d_annee(annees) > jour { annees.saturating_sub(1) } else { annees }
    }

    /// First day of the year of the convention that holds `rang` renewals before it.
    pub fn debut_d_annee(&self, rang: u32) -> NaiveDate {
        match rang {
            0 => self.date_effet,
            rang => {
                let fin = fin_de_periode(self.date_effet, rang.saturating_mul(PERIODE_MOIS));
                fin.succ_opt().unwrap_or(fin)
            }
        }
    }

    /// Last day of the year under way on that day: the next renewal comes the day after.
    pub fn fin_d_annee(&self, jour: NaiveDate) -> NaiveDate {
        fin_de_periode(self.date_effet, (self.reconductions(jour) + 1).saturating_mul(PERIODE_MOIS))
    }

    /// Whether both are in force on some same day.
    pub fn chevauche(&self, autre: &Self) -> bool {
        let finit_avant = |a: &Self, b: &Self| a.fin().is_some_and(|fin| fin < b.date_effet);
        !finit_avant(self, autre) && !finit_avant(autre, self)
    }
}
