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

/// `du 01/06/2026 au 30/11/2026`, `depuis le …`, `jusqu’au …`; empty without any date.
pub fn periode(debut: Option<NaiveDate>, fin: Option<NaiveDate>) -> String {
    match (debut.map(date::court), fin.map(date::court)) {
        (Some(debut), Some(fin)) => format!("du {debut} au {fin}"),
        (Some(debut), None) => format!("depuis le {debut}"),
        (None, Some(fin)) => format!("jusqu’au {fin}"),
        (None, None) => String::new(),
    }
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
    format!("{} ({})", date::court(jour), age(jour, aujourdhui))
}

/// `41 ans`, `1 an`, `3 mois`
pub fn age(jour: NaiveDate, aujourdhui: NaiveDate) -> String {
    match aujourdhui.years_since(jour) {
        Some(0) => {
            let mois = (0..12).take_while(|mois| date::ajouter_mois(jour, mois + 1) <= aujourdhui).count();
            format!("{mois} mois")
        }
        Some(1) => "1 an".to_owned(),
        Some(ans) => format!("{ans} ans"),
        None => "à naître".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().expect("date")
    }

    #[test]
    fn ages() {
        let aujourdhui = jour("2026-11-22");
        for (naissance, attendu) in [
            ("1985-07-14", "41 ans"),
            ("1985-11-23", "40 ans"),
            ("2025-11-22", "1 an"),
            ("2026-08-22", "3 mois"),
            ("2026-08-23", "2 mois"),
            ("2026-12-01", "à naître"),
        ] {
            assert_eq!(age(jour(naissance), aujourdhui), attendu);
        }
    }

    #[test]
    fn noms_et_periodes() {
        assert_eq!(nom_complet("HADDAD", "Leïla", "MULLER", true), "HADDAD Leïla, née MULLER");
        assert_eq!(nom_complet("HADDAD", "Karim", "HADDAD", false), "HADDAD Karim");
        assert_eq!(periode(Some(jour("2026-06-01")), None), "depuis le 01/06/2026");
        assert_eq!(combien(1, "personne"), "1 personne");
        assert_eq!(combien(0, "personne"), "0 personne");
    }
}
