//! Reading a date as agents type it.

use chrono::{Datelike, NaiveDate};

use super::affichage::{JOURS, MOIS};
use crate::cle_recherche::cle_de_recherche;
use crate::erreur::Motif;

/// Reads the date of a contract, a rendez-vous, a decision: `3/4/24`, `03042024`,
/// `030424`, `3-4-2024`, `3.4.24`, `3 avril 2024`, `mercredi 3 avril 2024`,
/// `2024-04-03`. A month alone (`avril 2024`, `04/2024`) is its first day.
///
/// A year of two digits is the one nearest to today: typed in 2026, `24` is 2024,
/// `75` is 2075 and `77` is 1977. Years from 1900 to 2199. The name of the day, when it is
/// typed, must be that of the date: one of the two is wrong otherwise.
///
/// # Errors
/// `date_forme`, `date_sans_annee`, `date_inexistante`, `date_annee`, `date_autre_jour`.
pub fn lire(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    let saisie = Saisie::decoupe(texte)?;
    let annee = saisie.annee.complete(|courte| annee_proche(courte, aujourdhui));
    if !(1900..=2199).contains(&annee) {
        return Err(Motif::new("date_annee", "L'année doit être comprise entre 1900 et 2199 : vérifiez-la."));
    }
    saisie.concorde(jour_du_calendrier(annee, saisie.mois, saisie.jour.unwrap_or(1))?)
}

/// Reads a birth date: the forms of [`lire`], except a month alone. A year of two
/// digits is the latest that is not to come: typed in 2026, `24` is 2024 and `27` is
/// 1927.
///
/// # Errors
/// Those of [`lire`], `date_sans_jour`, and `naissance_future` when the date is to come.
pub fn lire_naissance(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    let saisie = Saisie::decoupe(texte)?;
    let Some(jour) = saisie.jour else {
        let message = "Il manque le jour de naissance : saisissez la date en entier, par exemple 03/04/1984.";
        return Err(Motif::new("date_sans_jour", message));
    };
    let annee = saisie.annee.complete(|courte| {
        let siecle = aujourdhui.year() / 100 * 100;
        let recente = jour_du_calendrier(siecle + courte, saisie.mois, jour);
        // a 29 February that this century's year lacks belongs to the last one
        if recente.is_ok_and(|date| date <= aujourdhui) { siecle + courte } else { siecle - 100 + courte }
    });
    let date = saisie.concorde(jour_du_calendrier(annee, saisie.mois, jour)?)?;
    if date > aujourdhui {
        return Err(Motif::new("naissance_future", "La date de naissance est à venir : vérifiez l'année."));
    }
    if annee < 1880 {
        return Err(Motif::new("date_annee", "La date de naissance est trop ancienne : vérifiez l'année."));
    }
    Ok(date)
}

/// The year that ends with these two digits, between 49 years ago and 50 years ahead.
fn annee_proche(courte: i32, aujourdhui: NaiveDate) -> i32 {
    let premiere = aujourdhui.year() - 49;
    premiere + (courte - premiere).rem_euclid(100)
}

enum Annee {
    /// Two digits: the century depends on what is dated.
    Courte(i32),
    Entiere(i32),
}

impl Annee {
    fn lire(chiffres: &str) -> Result<Self, Motif> {
        match (chiffres.len(), chiffres.parse()) {
            (2, Ok(annee)) => Ok(Self::Courte(annee)),
            (4, Ok(annee)) => Ok(Self::Entiere(annee)),
            _ => Err(Motif::new("date_annee", "L'année s'écrit avec 2 ou 4 chiffres : vérifiez-la.")),
        }
    }

    fn complete(&self, siecle: impl FnOnce(i32) -> i32) -> i32 {
        match *self {
            Self::Courte(courte) => siecle(courte),
            Self::Entiere(annee) => annee,
        }
    }
}

/// The parts of a typed date, before the calendar has its say.
struct Saisie {
    jour: Option<u32>,
    mois: u32,
    annee: Annee,
    /// Rank in the week of the day named, from Monday.
    nomme: Option<usize>,
}

impl Saisie {
    fn decoupe(texte: &str) -> Result<Self, Motif> {
        let mots = mots(texte);
        let nomme = mots.iter().find_map(|mot| JOURS.iter().position(|jour| jour == mot));
        let mots: Vec<&str> = mots.iter().map(String::as_str).filter(|mot| !est_parure(mot)).collect();
        let saisie = Self::selon(&mots)?;
        Ok(Self { nomme, ..saisie })
    }

    fn selon(mots: &[&str]) -> Result<Self, Motif> {
        match *mots {
            [colle] if est_nombre(colle) => Self::colle(colle),
            [annee, mois, jour] if annee.len() == 4 && est_nombre(annee) => {
                Self::assemble(Some(jour), mois, annee)
            }
            [jour, mois, annee] if est_nombre(jour) => Self::assemble(Some(jour), mois, annee),
            [mois, annee] if annee.len() == 4 && est_nombre(annee) => Self::assemble(None, mois, annee),
            [jour, mois] if est_nombre(jour) && numero_du_mois(mois).is_some() => Err(sans_annee()),
            _ => Err(forme()),
        }
    }

    /// The date, unless the day named is another one. A month alone names none.
    fn concorde(&self, date: NaiveDate) -> Result<NaiveDate, Motif> {
        match self.nomme {
            Some(nomme) if self.jour.is_some() && nomme != rang(date) => Err(autre_jour(nomme, date)),
            _ => Ok(date),
        }
    }

    /// `03042024` or `030424`.
    fn colle(chiffres: &str) -> Result<Self, Motif> {
        match chiffres.len() {
            6 | 8 => Self::assemble(Some(&chiffres[..2]), &chiffres[2..4], &chiffres[4..]),
            _ => Err(forme()),
        }
    }

    fn assemble(jour: Option<&str>, mois: &str, annee: &str) -> Result<Self, Motif> {
        if !est_nombre(annee) {
            return Err(forme());
        }
        let jour = jour.map(|jour| petit_nombre(jour).ok_or_else(forme)).transpose()?;
        let mois = numero_du_mois(mois).ok_or_else(forme)?;
        Ok(Self { jour, mois, annee: Annee::lire(annee)?, nomme: None })
    }
}

/// `lundi`, with what day the date really is.
fn autre_jour(nomme: usize, date: NaiveDate) -> Motif {
    let mut message = String::from("Le ");
    message.push_str(&super::affichage::court(date));
    message.push_str(" est un ");
    message.push_str(JOURS[rang(date)]);
    message.push_str(", pas un ");
    message.push_str(JOURS[nomme]);
    message.push_str(" : corrigez le jour ou la date.");
    Motif::new("date_autre_jour", message)
}

fn rang(date: NaiveDate) -> usize {
    date.weekday().num_days_from_monday() as usize
}

fn forme() -> Motif {
    Motif::new("date_forme", "Cette date ne se lit pas : écrivez-la jour/mois/année, par exemple 03/04/2024.")
}

fn sans_annee() -> Motif {
    Motif::new("date_sans_annee", "Il manque l'année : écrivez la date en entier, par exemple 03/04/2024.")
}

/// Words and numbers, without accents or separators: `1er/Août2024` → 1, er, aout, 2024.
pub(super) fn mots(texte: &str) -> Vec<String> {
    let mut mots: Vec<String> = Vec::new();
    let mut genre = None;
    for signe in cle_de_recherche(texte).chars() {
        let nouveau = (signe != ' ').then(|| signe.is_ascii_digit());
        match (nouveau, mots.last_mut()) {
            (None, _) => {}
            (Some(_), Some(mot)) if nouveau == genre => mot.push(signe),
            (Some(_), _) => mots.push(signe.to_string()),
        }
        genre = nouveau;
    }
    mots
}

pub(super) fn est_nombre(mot: &str) -> bool {
    mot.bytes().all(|octet| octet.is_ascii_digit())
}

/// A number of one or two digits.
pub(super) fn petit_nombre(mot: &str) -> Option<u32> {
    if mot.len() <= 2 && est_nombre(mot) { mot.parse().ok() } else { None }
}

/// What adds nothing: the name of the day, `le`, the `er` of 1er.
pub(super) fn est_parure(mot: &str) -> bool {
    JOURS.contains(&mot) || matches!(mot, "le" | "er")
}

/// 1 to 12 from a number, a name or its beginning (`janv`, `sept`), if one month only
/// begins so; any other number is left to the calendar.
pub(super) fn numero_du_mois(mot: &str) -> Option<u32> {
    if est_nombre(mot) {
        return petit_nombre(mot);
    }
    if mot.len() < 3 {
        return None;
    }
    let mut rangs = (1_u32..).zip(MOIS).filter(|(_, nom)| cle_de_recherche(nom).starts_with(mot));
    match (rangs.next(), rangs.next()) {
        (Some((rang, _)), None) => Some(rang),
        _ => None,
    }
}

fn jour_du_calendrier(annee: i32, mois: u32, jour: u32) -> Result<NaiveDate, Motif> {
    NaiveDate::from_ymd_opt(annee, mois, jour).ok_or_else(|| {
        Motif::new("date_inexistante", "Cette date n'existe pas au calendrier : vérifiez le jour et le mois.")
    })
}

#[cfg(test)]
#[path = "lecture_tests.rs"]
mod tests;
