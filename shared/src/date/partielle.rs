//! A birth date of which the day, or the day and the month, are not known.

use chrono::{Datelike, NaiveDate};

use super::lecture::{est_nombre, est_parure, mots, numero_du_mois, petit_nombre};

/// Nobody alive was born before.
const ANNEE_MIN: i32 = 1880;
/// Beyond it, two digits can't be a day: `07/65` is a month and a year, `07/31` may be the
/// beginning of a date.
const JOUR_MAX: u32 = 31;

/// What is known of the birth date that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NaissancePartielle {
    Mois(Mois),
    Annee(i32),
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mois {
    annee: i32,
    mois: u32,
}

impl NaissancePartielle {
    /// The first day of it, and the last.
    pub fn bornes(self) -> (NaiveDate, NaiveDate) {
        let (annee, mois, duree) = match self {
            Self::Mois(Mois { annee, mois }) => (annee, mois, 1),
            Self::Annee(annee) => (annee, 1, 12),
        };
        // The only constructor checks the year and the month.
        let debut = NaiveDate::from_ymd_opt(annee, mois, 1).unwrap_or_default();
        (debut, super::fin_de_periode(debut, duree))
    }

    /// The whole year of it.
    pub fn annee(self) -> Self {
        match self {
            Self::Mois(Mois { annee, .. }) | Self::Annee(annee) => Self::Annee(annee),
        }
    }

    /// The month of a whole date.
    pub fn mois_de(jour: NaiveDate) -> Self {
        Self::Mois(Mois { annee: jour.year(), mois: jour.month() })
    }
}

/// Reads a birth date without its day: `07/1965`, `00/07/1965`, `071965`, `1965-07`, `07/65`,
/// `juillet 1965`, `1965`.
pub fn lire_naissance_partielle(texte: &str, aujourdhui: NaiveDate) -> Option<NaissancePartielle> {
    let mots = mots(texte);
    let utiles: Vec<&str> = mots.iter().map(String::as_str).filter(|mot| !est_vide(mot)).collect();
    let (mois, annee) = match utiles[..] {
        [annee] if annee.len() == 4 => (None, annee),
        [colle] if colle.len() == 6 && est_nombre(colle) => {
            let (mois, annee) = colle.split_at(2);
            (Some(mois), annee)
        }
        [mois, annee] if annee.len() == 4 && est_nombre(annee) => (Some(mois), annee),
        [annee, mois] if annee.len() == 4 && est_nombre(annee) => (Some(mois), annee),
        [mois, annee] if annee.len() == 2 => {
            let court = petit_nombre(annee)?;
            (!est_nombre(mois) || court > JOUR_MAX).then_some((Some(mois), annee))?
        }
        _ => return None,
    };
    let mois = mois.map(|mois| numero_du_mois(mois).filter(|lu| (1..=12).contains(lu)).ok_or(()));
    let mois = mois.transpose().ok()?;
    let lue = partie(annee_entiere(annee, mois, aujourdhui)?, mois);
    let (debut, _) = lue.bornes();
    (debut.year() >= ANNEE_MIN && debut <= aujourdhui).then_some(lue)
}

fn partie(annee: i32, mois: Option<u32>) -> NaissancePartielle {
    match mois {
        Some(mois) => NaissancePartielle::Mois(Mois { annee, mois }),
        None => NaissancePartielle::Annee(annee),
    }
}

/// A year of two digits is the latest that is not to come.
fn annee_entiere(annee: &str, mois: Option<u32>, aujourdhui: NaiveDate) -> Option<i32> {
    let lue: i32 = annee.parse().ok().filter(|_| est_nombre(annee))?;
    if annee.len() == 4 {
        return Some(lue);
    }
    let recente = aujourdhui.year() / 100 * 100 + lue;
    let debut = NaiveDate::from_ymd_opt(recente, mois.unwrap_or(1), 1)?;
    Some(if debut <= aujourdhui { recente } else { recente - 100 })
}

/// What adds nothing: the name of a day, « le », the zeros of a day that the caisse does not know.
fn est_vide(mot: &str) -> bool {
    est_parure(mot) || matches!(mot, "0" | "00" | "en")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().expect("date")
    }

    fn bornes(texte: &str) -> Option<(NaiveDate, NaiveDate)> {
        lire_naissance_partielle(texte, jour("2026-11-22")).map(NaissancePartielle::bornes)
    }

    #[rstest]
    #[case("07/1965")]
    #[case("7 1965")]
    #[case("00/07/1965")]
    #[case("071965")]
    #[case("1965-07")]
    #[case("07/65")]
    #[case("juillet 1965")]
    #[case("juil. 65")]
    #[case("en Juillet 1965")]
    fn a_month(#[case] texte: &str) {
        assert_eq!(bornes(texte), Some((jour("1965-07-01"), jour("1965-07-31"))));
    }

    #[rstest]
    #[case("1965")]
    #[case("00/00/1965")]
    #[case("en 1965")]
    fn a_year(#[case] texte: &str) {
        assert_eq!(bornes(texte), Some((jour("1965-01-01"), jour("1965-12-31"))));
    }

    #[rstest]
    #[case("07/27", None)]
    #[case("3/4", None)]
    #[case("13/1965", None)]
    #[case("123456", None)]
    #[case("0", None)]
    #[case("", None)]
    #[case("1879", None)]
    #[case("2027", None)]
    #[case("12/2026", None)]
    #[case("3 avril 1984", None)]
    #[case("avril", None)]
    #[case("65", None)]
    #[case("décembre 26", Some("1926-12-01"))]
    #[case("novembre 26", Some("2026-11-01"))]
    fn neither(#[case] texte: &str, #[case] debut: Option<&str>) {
        assert_eq!(bornes(texte).map(|(debut, _)| debut), debut.map(jour));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(texte in ".{0,20}") {
            let _ = bornes(&texte);
        }
    }
}
