//! The law and the local settings as dated parameters: which value is in force on a
//! given day, and by which article.
//!
//! A deadline keeps the [`Regle`] it was computed with, so that it can be explained
//! years later.

mod cle;
mod defaut;

pub use cle::Cle;

use chrono::{Days, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::date::{affiche_heure, ajouter_mois};
use crate::erreur::Motif;
use crate::liste::liste_fermee;
use crate::mots::combien;
use crate::nominatif_simple;

/// One version of one parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Regle {
    pub cle: Cle,
    pub valeur: Valeur,
    /// First day in force.
    pub debut: NaiveDate,
    /// Last day in force; none while the rule holds.
    pub fin: Option<NaiveDate>,
    /// The text it comes from, as shown beside a deadline: `CASF L262-36`.
    pub article: String,
    /// What it says, in plain French.
    pub explication: String,
    /// The event that a legal delay runs from; none for a setting.
    pub depart: Option<Depart>,
    pub certitude: Certitude,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Valeur {
    Mois(u32),
    Jours(u32),
    /// Numbers in ascending order; the key tells their unit.
    Liste(Vec<u32>),
    /// On the same day, local time; from midnight to midnight: at any hour.
    Heures {
        ouvre: NaiveTime,
        ferme: NaiveTime,
    },
}

liste_fermee! {
    /// The event that a legal delay runs from.
    Depart {
        Orientation = "orientation", "la décision d'orientation";
        NotificationOrientation = "notification_orientation", "la notification de l'orientation";
        SignatureContrat = "signature_contrat", "la signature ou la révision du contrat";
        ReceptionDemande = "reception_demande", "la réception de la demande";
        Radiation = "radiation", "la radiation de la liste des demandeurs d'emploi";
        NotificationDecision = "notification_decision", "la notification de la décision contestée";
        ReceptionInfoDroit = "reception_info_droit", "la réception, par les services, de l'ouverture du droit";
    }
}

nominatif_simple!(Regle);

liste_fermee! {
    /// How sure the wording of a rule is.
    Certitude {
        /// Read in the text itself.
        Certaine = "certaine", "Lue dans le texte officiel";
        /// One secondary source, or inferred.
        Probable = "probable", "Probable : à confirmer dans le texte officiel";
        Locale = "locale", "Réglage du Département";
    }
}

impl Valeur {
    /// The day this delay after `depart` ends; `None` for what is no delay.
    pub fn apres(&self, depart: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Mois(mois) => Some(ajouter_mois(depart, *mois)),
            Self::Jours(jours) => depart.checked_add_days(Days::new(u64::from(*jours))),
            Self::Liste(_) | Self::Heures { .. } => None,
        }
    }

    /// The numbers of a list; empty for what is none.
    pub fn liste(&self) -> &[u32] {
        match self {
            Self::Liste(nombres) => nombres,
            Self::Mois(_) | Self::Jours(_) | Self::Heures { .. } => &[],
        }
    }
}

/// `2 mois`, `60 jours`, `3, 6, 9 ou 12`, `de 5 h à 23 h`
impl std::fmt::Display for Valeur {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mois(mois) => write!(f, "{mois} mois"),
            Self::Jours(jours) => f.write_str(&combien(*jours, "jour")),
            Self::Heures { ouvre, ferme } if ouvre == ferme => f.write_str("à toute heure"),
            Self::Heures { ouvre, ferme } => {
                write!(f, "de {} à {}", affiche_heure(*ouvre), affiche_heure(*ferme))
            }
            Self::Liste(nombres) => {
                let nombres: Vec<String> = nombres.iter().map(u32::to_string).collect();
                match nombres.split_last() {
                    Some((dernier, autres)) if !autres.is_empty() => {
                        write!(f, "{} ou {dernier}", autres.join(", "))
                    }
                    _ => f.write_str(&nombres.join("")),
                }
            }
        }
    }
}

impl Regle {
    pub fn est_en_vigueur(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour <= fin)
    }

    /// A rule that a département sets is coherent in itself.
    fn verifie(&self) -> Result<(), Motif> {
        if self.fin.is_some_and(|fin| fin < self.debut) {
            return Err(Motif::new("regle_dates", "La règle finit avant de commencer : corrigez ses dates."));
        }
        if self.cle.accepte(&self.valeur) {
            return Ok(());
        }
        let message =
            format!("La valeur ne convient pas à « {} » : {}.", self.cle.libelle(), self.cle.attendu());
        Err(Motif::new("regle_valeur", message))
    }

    fn chevauche(&self, autre: &Self) -> bool {
        let avant = |fin: Option<NaiveDate>, debut| fin.is_some_and(|fin| fin < debut);
        self.cle == autre.cle && !avant(self.fin, autre.debut) && !avant(autre.fin, self.debut)
    }
}

/// All the rules known: those of the département first, then the national ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regles {
    regles: Vec<Regle>,
}

impl Regles {
    /// The default set under a département's own rules, which prevail on their days.
    ///
    /// # Errors
    /// `regle_dates`, `regle_valeur`, or `regle_chevauchement` when two local versions
    /// of one key share a day.
    pub fn new(locales: Vec<Regle>) -> Result<Self, Motif> {
        for (rang, regle) in locales.iter().enumerate() {
            regle.verifie()?;
            if locales[..rang].iter().any(|autre| autre.chevauche(regle)) {
                let message = format!(
                    "Deux versions de « {} » valent le même jour : corrigez leurs dates.",
                    regle.cle.libelle()
                );
                return Err(Motif::new("regle_chevauchement", message));
            }
        }
        let mut regles = locales;
        regles.extend(defaut::regles());
        Ok(Self { regles })
    }

    /// The version in force on that day; `None` before the rSa (1 June 2009).
    pub fn en_vigueur(&self, cle: Cle, jour: NaiveDate) -> Option<&Regle> {
        self.regles.iter().find(|regle| regle.cle == cle && regle.est_en_vigueur(jour))
    }

    /// The deadline that runs from `depart`, with the rule in force on that day.
    pub fn echeance(&self, cle: Cle, depart: NaiveDate) -> Option<(NaiveDate, &Regle)> {
        let regle = self.en_vigueur(cle, depart)?;
        Some((regle.valeur.apres(depart)?, regle))
    }

    /// Every version, local ones first.
    pub fn toutes(&self) -> &[Regle] {
        &self.regles
    }
}

impl Default for Regles {
    fn default() -> Self {
        Self { regles: defaut::regles() }
    }
}

#[cfg(test)]
#[path = "regle/tests.rs"]
mod tests;
