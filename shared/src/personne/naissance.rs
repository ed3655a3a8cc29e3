//! The birth date, which the caisses sometimes know only in part.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::date;
use crate::erreur::Motif;
use crate::liste::liste_fermee;
use crate::nominatif::{Nominatif, Sceau};
use crate::texte::schema_texte;

liste_fermee! {
    /// What is known of a birth date (TYPEDTNAI; optional in the flow, its absence means
    /// complete). What is not known is filled in by the caisse and means nothing.
    PrecisionNaissance {
        Complete = "N", "Jour et mois connus";
        JourInconnu = "J", "Jour inconnu";
        JourEtMoisInconnus = "O", "Jour et mois inconnus";
    }
}

impl PrecisionNaissance {
    pub fn mois_connu(self) -> bool {
        self != Self::JourEtMoisInconnus
    }

    /// Of a TYPEDTNAI: absent or unknown, nothing says that a part is fictitious.
    pub fn du_flux(code: Option<&str>) -> Self {
        code.and_then(Self::du_code).unwrap_or(Self::Complete)
    }
}

/// Birth date, as the caisse gives it (one that is typed is checked by
/// [`crate::date::lire_naissance`]). As text: `1982-02-01`, or `1982-02-01/J` and
/// `1982-02-01/O` when partly fictitious.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct DateNaissance {
    date: NaiveDate,
    precision: PrecisionNaissance,
}

schema_texte!(DateNaissance);

impl DateNaissance {
    pub fn new(date: NaiveDate, precision: PrecisionNaissance) -> Self {
        Self { date, precision }
    }

    /// The date received, fictitious parts included: the key of a person in the flow,
    /// never to be shown without its precision.
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    pub fn precision(&self) -> PrecisionNaissance {
        self.precision
    }

    /// Whether a part of the date is fictitious: no exact match on it then.
    pub fn est_fictive(&self) -> bool {
        self.precision != PrecisionNaissance::Complete
    }

    /// Age in whole years on that day; to within a year when the date is fictitious.
    pub fn age(&self, jour: NaiveDate) -> u32 {
        jour.years_since(self.date).unwrap_or(0)
    }

    /// Why nobody awaited on that day can be born then, if so: told, never refused.
    pub fn invraisemblance(&self, jour: NaiveDate) -> Option<Motif> {
        if self.date > jour {
            let message = "La date de naissance est à venir : vérifiez-la auprès de la caisse.";
            return Some(Motif::new("naissance_future", message));
        }
        let ancienne = self.date.year() < 1900 || self.age(jour) > 120;
        ancienne.then(|| {
            let message = "La date de naissance donne plus de 120 ans, ou précède 1900 : vérifiez-la auprès de la caisse.";
            Motif::new("naissance_ancienne", message)
        })
    }

    /// The text that the constructor reads back.
    pub fn en_texte(&self) -> String {
        // chrono writes a date alone in ISO 8601.
        let date = self.date;
        if self.est_fictive() { format!("{date}/{}", self.precision.code()) } else { date.to_string() }
    }
}

/// As people read it: `01/02/1982`, `02/1982 (jour inconnu)`, `1982 (jour et mois
/// inconnus)`.
impl std::fmt::Display for DateNaissance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.precision {
            PrecisionNaissance::Complete => write!(f, "{}", date::court(self.date)),
            PrecisionNaissance::JourInconnu => write!(f, "{} (jour inconnu)", date::mois_court(self.date)),
            PrecisionNaissance::JourEtMoisInconnus => {
                write!(f, "{} (jour et mois inconnus)", self.date.year())
            }
        }
    }
}

impl Nominatif for DateNaissance {
    fn divulguer<S: serde::Serializer>(&self, _: Sceau, serialiseur: S) -> Result<S::Ok, S::Error> {
        serialiseur.serialize_str(&self.en_texte())
    }
}

impl std::fmt::Debug for DateNaissance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DateNaissance(•••)")
    }
}

impl TryFrom<String> for DateNaissance {
    type Error = Motif;

    fn try_from(texte: String) -> Result<Self, Motif> {
        let (date, code) = texte.split_once('/').unwrap_or((&texte, "N"));
        let lue = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().zip(PrecisionNaissance::du_code(code));
        let message = "La date de naissance se lit année-mois-jour.";
        let (date, precision) = lue.ok_or_else(|| Motif::new("naissance_forme", message))?;
        Ok(Self::new(date, precision))
    }
}

impl From<DateNaissance> for String {
    fn from(naissance: DateNaissance) -> String {
        naissance.en_texte()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rstest::rstest;

    use super::{DateNaissance, PrecisionNaissance};

    #[rstest]
    #[case("1982-02-01", "N", "1982-02-01", "01/02/1982")]
    #[case("1982-02-01", "J", "1982-02-01/J", "02/1982 (jour inconnu)")]
    #[case("1982-02-01", "O", "1982-02-01/O", "1982 (jour et mois inconnus)")]
    fn a_birth_is_shown_as_it_is_known(
        #[case] date: NaiveDate,
        #[case] code: &str,
        #[case] texte: &str,
        #[case] affiche: &str,
    ) {
        let precision = PrecisionNaissance::du_code(code).expect("known code");
        let naissance = DateNaissance::new(date, precision);
        assert_eq!(naissance.en_texte(), texte);
        assert_eq!(naissance.to_string(), affiche);
        assert_eq!(naissance.est_fictive(), code != "N");
        assert_eq!(DateNaissance::try_from(texte.to_owned()), Ok(naissance));
    }

    #[rstest]
    #[case("01/02/1982", "naissance_forme")]
    #[case("1982-02-30", "naissance_forme")]
    #[case("1982-02-01/X", "naissance_forme")]
    fn a_text_of_another_form_is_refused(#[case] texte: &str, #[case] code: &str) {
        assert_eq!(DateNaissance::try_from(texte.to_owned()).expect_err("refused").code, code);
    }

    #[rstest]
    #[case("2026-11-01", Some("naissance_future"))]
    #[case("2026-10-31", None)]
    #[case("1906-10-31", None)]
    #[case("1905-10-31", Some("naissance_ancienne"))]
    #[case("1899-12-31", Some("naissance_ancienne"))]
    #[case("0198-02-03", Some("naissance_ancienne"))]
    fn a_birth_to_come_or_too_old_is_told(#[case] date: NaiveDate, #[case] code: Option<&str>) {
        let jour = NaiveDate::from_ymd_opt(2026, 10, 31).expect("date");
        let naissance = DateNaissance::new(date, PrecisionNaissance::Complete);
        assert_eq!(naissance.invraisemblance(jour).map(|motif| motif.code), code);
    }

    #[rstest]
    #[case("2024-02-28", 39)]
    #[case("2024-02-29", 40)]
    #[case("1983-01-01", 0)]
    fn a_year_is_added_on_the_birthday(#[case] jour: NaiveDate, #[case] attendu: u32) {
        let naissance = DateNaissance::try_from("1984-02-29".to_owned()).expect("valid");
        assert_eq!(naissance.age(jour), attendu);
    }
}
