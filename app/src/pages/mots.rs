//! Small French phrases that several screens say.

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::date;

/// `1 personne`, `4 personnes`; the plural takes an s.
pub fn combien(nombre: usize, quoi: &str) -> String {
    format!("{nombre} {quoi}{}", if nombre > 1 { "s" } else { "" })
}

/// `14:32`, at the département.
pub fn a_l_heure(quand: DateTime<Utc>) -> String {
    date::a_paris(quand).format("%H:%M").to_string()
}

/// `22/11/2026 à 14:32`, at the département.
pub fn instant(quand: DateTime<Utc>) -> String {
    format!("{} à {}", date::court(date::a_paris(quand).date()), a_l_heure(quand))
}

/// `HADDAD Leïla`, `HADDAD Leïla, née MULLER`
pub fn nom_complet(nom: &str, prenom: &str, nom_naissance: &str, femme: bool) -> String {
    if nom_naissance.is_empty() || nom_naissance == nom {
        return format!("{nom} {prenom}");
    }
    format!("{nom} {prenom}, {} {nom_naissance}", if femme { "née" } else { "né" })
}

/// `14/07/1985 (41 ans)`
pub fn naissance(jour: NaiveDate, aujourdhui: NaiveDate) -> String {
    format!("{} ({})", date::court(jour), date::age(jour, aujourdhui))
}
