//! Deadlines computed from dated rules, each with the rule it comes from.

use chrono::{Days, NaiveDate};

use super::Orientation;
use crate::cer::{PeriodeCer, contrats};
use crate::liste::liste_fermee;
use crate::regle::{Cle, Depart, Regle, Regles, Valeur};

/// A deadline is near from this many days before it, unless its rule says otherwise.
pub const PROCHE_JOURS: u32 = 30;

liste_fermee! {
    /// What is expected before the date.
    NatureEcheance {
        Contrat = "contrat", "Conclure le CER";
        Renouvellement = "renouvellement", "Faire le bilan et renouveler le CER";
        RevueSociale = "revue_sociale", "Réexaminer l'orientation sociale";
    }
}

liste_fermee! {
    /// Where a deadline stands today.
    EtatEcheance {
        Depassee = "depassee", "Dépassée";
        Proche = "proche", "Proche";
        AVenir = "a_venir", "À venir";
    }
}

/// A deadline, with the version of the rule used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echeance {
    pub nature: NatureEcheance,
    pub date: NaiveDate,
    pub etat: EtatEcheance,
    /// What the rule says and what to make of it, in plain French.
    pub explication: String,
    pub regle: Regle,
}

/// The deadlines of an adult who follows this orientation, the nearest first.
/// `historique` holds the contracts that count (validated, or broken until the
/// rupture). None once the orientation is closed.
pub fn echeances(
    orientation: &Orientation,
    historique: &[PeriodeCer],
    regles: &Regles,
    aujourdhui: NaiveDate,
) -> Vec<Echeance> {
    if !orientation.court_le(aujourdhui) {
        return Vec::new();
    }
    let contrats = contrats(historique);
    // The contract binds the person and the département: one that runs during the
    // orientation counts, whichever structure prepared it.
    let couvert = contrats.iter().any(|contrat| contrat.fin >= orientation.debut);
    let mut dues = Vec::new();
    if !couvert {
        dues.extend(contrat(orientation, regles, aujourdhui));
    }
    if let Some(dernier) = contrats.last().filter(|_| couvert) {
        dues.extend(renouvellement(dernier, regles, aujourdhui));
    }
    if orientation.sorte.revue() {
        dues.extend(revue(orientation, regles, aujourdhui));
    }
    dues.sort_by_key(|echeance| echeance.date);
    dues
}

fn contrat(orientation: &Orientation, regles: &Regles, aujourdhui: NaiveDate) -> Option<Echeance> {
    let regle = regles.en_vigueur(orientation.sorte.delai_contrat(), orientation.debut)?;
    let par_notification = regle.depart == Some(Depart::NotificationOrientation);
    let notifiee = orientation.notifiee_le.filter(|_| par_notification);
    let date = regle.valeur.apres(notifiee.unwrap_or(orientation.debut))?;
    let precision = if par_notification && notifiee.is_none() {
        " La notification n'est pas enregistrée : le délai est compté depuis la décision."
    } else {
        ""
    };
    Some(echeance(NatureEcheance::Contrat, date, PROCHE_JOURS, aujourdhui, regle, precision))
}

fn revue(orientation: &Orientation, regles: &Regles, aujourdhui: NaiveDate) -> Option<Echeance> {
    let (date, regle) = regles.echeance(Cle::RevueSocial, orientation.debut)?;
    Some(echeance(NatureEcheance::RevueSociale, date, PROCHE_JOURS, aujourdhui, regle, ""))
}

fn renouvellement(dernier: &PeriodeCer, regles: &Regles, aujourdhui: NaiveDate) -> Option<Echeance> {
    let regle = regles.en_vigueur(Cle::HorizonFinCer, aujourdhui)?;
    let horizon = match regle.valeur {
        Valeur::Jours(jours) => jours,
        Valeur::Mois(mois) => mois * 30,
        Valeur::Liste(_) => PROCHE_JOURS,
    };
    Some(echeance(NatureEcheance::Renouvellement, dernier.fin, horizon, aujourdhui, regle, ""))
}

fn echeance(
    nature: NatureEcheance,
    date: NaiveDate,
    proche: u32,
    aujourdhui: NaiveDate,
    regle: &Regle,
    precision: &str,
) -> Echeance {
    let etat = EtatEcheance::du(date, aujourdhui, proche);
    let mut explication = regle.explication.clone();
    explication.push_str(precision);
    if etat == EtatEcheance::Depassee {
        explication.push_str(" Cette date est passée : à reprendre avec la personne. C'est un constat, il n'entraîne aucune sanction automatique.");
    }
    Echeance { nature, date, etat, explication, regle: regle.clone() }
}

impl EtatEcheance {
    /// `proche` is in days before the date; on the date itself it is near, not missed.
    pub fn du(date: NaiveDate, aujourdhui: NaiveDate, proche: u32) -> Self {
        let horizon = aujourdhui.checked_add_days(Days::new(proche.into())).unwrap_or(aujourdhui);
        match date {
            date if date < aujourdhui => Self::Depassee,
            date if date <= horizon => Self::Proche,
            _ => Self::AVenir,
        }
    }
}
