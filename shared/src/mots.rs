//! Small French phrases that several screens say.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::date;
use crate::personne::DateNaissance;

/// In the middle of a sentence.
pub fn minuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    lettres.next().map_or_else(String::new, |initiale| initiale.to_lowercase().chain(lettres).collect())
}

/// A count, of any integer type wider than a byte.
pub trait Nombre: Copy + std::fmt::Display + PartialOrd + From<u8> {}

impl<N: Copy + std::fmt::Display + PartialOrd + From<u8>> Nombre for N {}

/// `1 personne`, `4 personnes`; the plural takes an s.
pub fn combien<N: Nombre>(nombre: N, quoi: &str) -> String {
    format!("{nombre} {quoi}{}", selon(nombre, "", "s"))
}

/// `0 place prise`, `1 place prise`, `4 places prises`.
pub fn accord<N: Nombre>(nombre: N, un: &str, plusieurs: &str) -> String {
    format!("{nombre} {}", selon(nombre, un, plusieurs))
}

/// What goes with a number that is told elsewhere: zero is singular, as one.
pub fn selon<'a, N: Nombre>(nombre: N, un: &'a str, plusieurs: &'a str) -> &'a str {
    if nombre > N::from(1) { plusieurs } else { un }
}

/// `45 min`, `1 h`, `1 h 30`; never broken at the end of a line.
pub fn duree(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (heures, 0) => format!("{heures}\u{a0}h"),
        (heures, minutes) => format!("{heures}\u{a0}h\u{a0}{minutes:02}"),
    }
}

/// `14:32`, at the département.
pub fn a_l_heure(quand: DateTime<Utc>) -> String {
    date::heure_courte(&date::a_paris(quand))
}

/// `22/11/2026 à 14:32`, at the département.
pub fn instant(quand: DateTime<Utc>) -> String {
    format!("{} à {}", date::court(date::a_paris(quand).date()), a_l_heure(quand))
}

/// `lundi 23 novembre 2026 à 9 h 30`
pub fn jour_et_heure(quand: NaiveDateTime) -> String {
    format!("{} à {}", date::long(quand.date()), date::affiche_heure(quand.time()))
}

/// `Dimanche 22 novembre`
pub fn jour_et_mois(jour: NaiveDate) -> String {
    let long = date::long(jour);
    let sans_annee = long.rsplit_once(' ').map_or(long.as_str(), |(debut, _)| debut);
    let mut lettres = sans_annee.chars();
    lettres.next().map_or_else(String::new, |initiale| initiale.to_uppercase().chain(lettres).collect())
}

/// `HADDAD Leïla`, `HADDAD Leïla, née MULLER`
pub fn nom_complet(nom: &str, prenom: &str, nom_naissance: &str, femme: bool) -> String {
    if nom_naissance.is_empty() || nom_naissance == nom {
        return format!("{nom} {prenom}");
    }
    format!("{nom} {prenom}, {} {nom_naissance}", if femme { "née" } else { "né" })
}

/// `14/07/1985 (41 ans)`, `07/1985 (jour inconnu), environ 41 ans`
pub fn naissance(naissance: DateNaissance, aujourdhui: NaiveDate) -> String {
    match naissance.est_fictive() {
        false => format!("{naissance} ({})", age(naissance, aujourdhui)),
        true => format!("{naissance}, {}", age(naissance, aujourdhui)),
    }
}

/// `41 ans`, `environ 41 ans`
pub fn age(naissance: DateNaissance, aujourdhui: NaiveDate) -> String {
    let age = date::age(naissance.date(), aujourdhui);
    if naissance.est_fictive() { format!("environ {age}") } else { age }
}

/// `Karim H.`: enough to know who is meant, on a screen that others may see.
pub fn prenom_initiale(prenom: &str, nom: &str) -> String {
    let initiale = nom.chars().next().map(|lettre| format!(" {lettre}.")).unwrap_or_default();
    format!("{prenom}{initiale}")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn quantities_agree() {
        assert_eq!([0, 1, 2].map(|n| combien(n, "dossier")), ["0 dossier", "1 dossier", "2 dossiers"]);
        let places = [0, 1, 4].map(|n| accord(n, "place prise", "places prises"));
        assert_eq!(places, ["0 place prise", "1 place prise", "4 places prises"]);
        assert_eq!([0_u64, 1, 2].map(|n| selon(n, "elle", "elles")), ["elle", "elle", "elles"]);
        assert_eq!(
            [45, 60, 90, 125].map(duree),
            ["45\u{a0}min", "1\u{a0}h", "1\u{a0}h\u{a0}30", "2\u{a0}h\u{a0}05"]
        );
    }

    #[test]
    fn days_and_births_are_told_in_words() {
        let jour: NaiveDate = "2026-11-22".parse().expect("date");
        assert_eq!(jour_et_mois(jour), "Dimanche 22 novembre");
        let ne_le = |texte: &str| naissance(texte.to_owned().try_into().expect("date"), jour);
        assert_eq!(ne_le("1985-07-14"), "14/07/1985 (41 ans)");
        assert_eq!(ne_le("1985-07-01/J"), "07/1985 (jour inconnu), environ 41 ans");
        assert_eq!(ne_le("1985-01-01/O"), "1985 (jour et mois inconnus), environ 41 ans");
        assert_eq!(prenom_initiale("Karim", "HADDAD"), "Karim H.");
        let quand = "2026-11-23T09:30:00".parse().expect("time");
        assert_eq!(jour_et_heure(quand), "lundi 23 novembre 2026 à 9\u{a0}h\u{a0}30");
    }

    /// An instant is told at the time of the département, summer or winter, whatever its day in UTC.
    #[rstest]
    #[case("2026-11-22T13:32:00Z", "22/11/2026 à 14:32")]
    #[case("2026-07-14T22:05:00Z", "15/07/2026 à 00:05")]
    fn an_instant_is_told_in_paris_time(#[case] quand: DateTime<Utc>, #[case] attendu: &str) {
        assert_eq!(instant(quand), attendu);
    }

    #[rstest]
    #[case("MULLER", true, "HADDAD Leïla, née MULLER")]
    #[case("MULLER", false, "HADDAD Leïla, né MULLER")]
    #[case("HADDAD", true, "HADDAD Leïla")]
    #[case("", true, "HADDAD Leïla")]
    fn a_name_of_birth_is_told_when_it_differs(
        #[case] naissance: &str,
        #[case] femme: bool,
        #[case] attendu: &str,
    ) {
        assert_eq!(nom_complet("HADDAD", "Leïla", naissance, femme), attendu);
    }
}
