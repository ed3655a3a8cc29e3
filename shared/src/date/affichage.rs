//! Dates as people read them in French.

use chrono::{Datelike, NaiveDate};

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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rstest::rstest;

    use super::{court, long, relatif};

    #[rstest]
    #[case("2024-04-03", "03/04/2024", "mercredi 3 avril 2024")]
    #[case("2024-04-01", "01/04/2024", "lundi 1er avril 2024")]
    #[case("2026-02-15", "15/02/2026", "dimanche 15 février 2026")]
    fn formes(#[case] date: NaiveDate, #[case] courte: &str, #[case] longue: &str) {
        assert_eq!(court(date), courte);
        assert_eq!(long(date), longue);
    }

    #[rstest]
    #[case("2024-04-03", "aujourd'hui")]
    #[case("2024-04-04", "demain")]
    #[case("2024-04-02", "hier")]
    #[case("2024-04-15", "dans 12 jours")]
    #[case("2024-03-31", "il y a 3 jours")]
    fn relatives(#[case] date: NaiveDate, #[case] attendu: &str) {
        let aujourdhui = NaiveDate::from_ymd_opt(2024, 4, 3).expect("date");
        assert_eq!(relatif(date, aujourdhui), attendu);
    }
}
