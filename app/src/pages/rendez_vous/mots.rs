//! Short words for times and lengths.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use reciproque_shared::date;
use reciproque_shared::fiche_cer::PersonneConcernee;
use reciproque_shared::fiche_rendez_vous::LigneRendezVous;

/// `45 min`, `1 h`, `1 h 30`
pub fn duree(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (heures, 0) => format!("{heures} h"),
        (heures, minutes) => format!("{heures} h {minutes:02}"),
    }
}

/// Length of a line, in minutes.
pub fn minutes(ligne: &LigneRendezVous) -> u32 {
    ligne.duree_minutes.unsigned_abs()
}

/// `lundi 23 novembre 2026 à 9 h 30`
pub fn jour_et_heure(debut: NaiveDateTime) -> String {
    format!("{} à {}", date::long(debut.date()), date::affiche_heure(debut.time()))
}

/// `de 9 h 30 à 10 h 15`
pub fn creneau(ligne: &LigneRendezVous) -> String {
    let fin = ligne.debut + TimeDelta::minutes(minutes(ligne).into());
    format!("de {} à {}", date::affiche_heure(ligne.debut.time()), date::affiche_heure(fin.time()))
}

/// `Dimanche 22 novembre`
pub fn jour_et_mois(jour: NaiveDate) -> String {
    let long = date::long(jour);
    let sans_annee = long.rsplit_once(' ').map_or(long.as_str(), |(debut, _)| debut);
    let mut lettres = sans_annee.chars();
    lettres.next().map_or_else(String::new, |initiale| initiale.to_uppercase().chain(lettres).collect())
}

/// `HADDAD Leïla`
pub fn nom(personne: &PersonneConcernee) -> String {
    format!("{} {}", personne.nom, personne.prenom)
}

#[cfg(test)]
mod tests {
    use super::{duree, jour_et_mois};

    #[test]
    fn durees() {
        assert_eq!([45, 60, 90, 125].map(duree), ["45 min", "1 h", "1 h 30", "2 h 05"]);
    }

    #[test]
    fn jour_sans_annee() {
        assert_eq!(jour_et_mois("2026-11-22".parse().expect("date")), "Dimanche 22 novembre");
    }
}
