//! Dates as people read them in French. Written by hand: chrono's own formatting would
//! weigh 9 kB on the app.

use chrono::{Datelike, NaiveDate, Timelike};

use super::ajouter_mois;

pub(super) const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

pub(super) const JOURS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// `03/04/2024`
pub fn court(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `04/2024`
pub fn mois_court(date: NaiveDate) -> String {
    format!("{:02}/{:04}", date.month(), date.year())
}

/// `novembre 2026`
pub fn mois_long(date: NaiveDate) -> String {
    format!("{} {}", MOIS[date.month0() as usize], date.year())
}

/// `09:30:07`
pub fn heure_a_la_seconde(heure: &impl Timelike) -> String {
    format!("{}:{:02}", heure_courte(heure), heure.second())
}

/// `09:30`
pub fn heure_courte(heure: &impl Timelike) -> String {
    format!("{:02}:{:02}", heure.hour(), heure.minute())
}

/// `mercredi 3 avril 2024`, `lundi 1er avril 2024`
pub fn long(date: NaiveDate) -> String {
    let jour = JOURS[date.weekday().num_days_from_monday() as usize];
    let rang = if date.day() == 1 { "er" } else { "" };
    format!("{jour} {}{rang} {} {}", date.day(), MOIS[date.month0() as usize], date.year())
}

/// `aujourd'hui`, `demain`, `hier`, `dans 12 jours`, `il y a 3 jours`
pub fn relatif(date: NaiveDate, aujourdhui: NaiveDate) -> String {
    match date.signed_duration_since(aujourdhui).num_days() {
        0 => "aujourd'hui".to_owned(),
        1 => "demain".to_owned(),
        -1 => "hier".to_owned(),
        jours if jours > 0 => format!("dans {jours} jours"),
        jours => format!("il y a {} jours", -jours),
    }
}

/// `du 01/06/2026 au 30/11/2026`, `depuis le …`, `jusqu’au …`; empty without any date.
pub fn periode(debut: Option<NaiveDate>, fin: Option<NaiveDate>) -> String {
    match (debut.map(court), fin.map(court)) {
        (Some(debut), Some(fin)) => format!("du {debut} au {fin}"),
        (Some(debut), None) => format!("depuis le {debut}"),
        (None, Some(fin)) => format!("jusqu’au {fin}"),
        (None, None) => String::new(),
    }
}

/// `41 ans`, `1 an`, `3 mois`, `à naître`
pub fn age(naissance: NaiveDate, jour: NaiveDate) -> String {
    match jour.years_since(naissance) {
        Some(0) => {
            let revolus = (1..12).take_while(|mois| ajouter_mois(naissance, *mois) <= jour).count();
            format!("{revolus} mois")
        }
        Some(1) => "1 an".to_owned(),
        Some(ans) => format!("{ans} ans"),
        None => "à naître".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};
    use rstest::rstest;

    use super::{age, court, heure_courte, long, mois_court, periode, relatif};

    #[rstest]
    #[case("1985-07-14", "41 ans")]
    #[case("1985-11-22", "41 ans")]
    #[case("1985-11-23", "40 ans")]
    #[case("2025-11-22", "1 an")]
    #[case("2025-11-23", "11 mois")]
    #[case("2026-08-22", "3 mois")]
    #[case("2026-08-23", "2 mois")]
    #[case("2026-11-22", "0 mois")]
    #[case("2026-12-01", "à naître")]
    fn an_age_is_told_in_years_then_in_months(#[case] naissance: NaiveDate, #[case] attendu: &str) {
        let jour = NaiveDate::from_ymd_opt(2026, 11, 22).expect("date");
        assert_eq!(age(naissance, jour), attendu);
    }

    #[rstest]
    #[case(Some("2026-06-01"), Some("2026-11-30"), "du 01/06/2026 au 30/11/2026")]
    #[case(Some("2026-06-01"), None, "depuis le 01/06/2026")]
    #[case(None, Some("2026-11-30"), "jusqu’au 30/11/2026")]
    #[case(None, None, "")]
    fn a_period_is_told(#[case] debut: Option<&str>, #[case] fin: Option<&str>, #[case] attendu: &str) {
        let jour = |texte: &str| texte.parse::<NaiveDate>().expect("date");
        assert_eq!(periode(debut.map(jour), fin.map(jour)), attendu);
    }

    #[rstest]
    #[case("2024-04-03", "03/04/2024", "mercredi 3 avril 2024")]
    #[case("2024-04-01", "01/04/2024", "lundi 1er avril 2024")]
    #[case("2026-02-15", "15/02/2026", "dimanche 15 février 2026")]
    fn a_date_is_written_short_and_long(#[case] date: NaiveDate, #[case] courte: &str, #[case] longue: &str) {
        assert_eq!(court(date), courte);
        assert_eq!(long(date), longue);
        assert_eq!(mois_court(date), courte[3..]);
    }

    #[test]
    fn an_hour_is_shown_without_its_seconds() {
        let heure = NaiveTime::from_hms_opt(9, 5, 59).expect("time");
        assert_eq!(heure_courte(&heure), "09:05");
    }

    #[rstest]
    #[case("2024-04-03", "aujourd'hui")]
    #[case("2024-04-04", "demain")]
    #[case("2024-04-02", "hier")]
    #[case("2024-04-15", "dans 12 jours")]
    #[case("2024-03-31", "il y a 3 jours")]
    fn a_near_date_is_told_from_today(#[case] date: NaiveDate, #[case] attendu: &str) {
        let aujourdhui = NaiveDate::from_ymd_opt(2024, 4, 3).expect("date");
        assert_eq!(relatif(date, aujourdhui), attendu);
    }
}
