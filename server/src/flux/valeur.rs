//! The simple types of the schema: dates, hours, booleans, amounts.

use chrono::{NaiveDate, NaiveTime};

/// A simple type, as it is read and written.
pub trait Valeur: Sized {
    /// French, after « La valeur reçue n'est pas ».
    const ATTENDU: &'static str;
    /// What is read where one is due and is not there; without it, the foyer is rejected.
    const ABSENTE: Option<Self> = None;

    fn lit(texte: &str) -> Option<Self>;

    /// Padded to `largeur` as the caisses do.
    fn ecrit(&self, largeur: usize) -> String;
}

impl Valeur for String {
    const ATTENDU: &'static str = "un texte";

    fn lit(texte: &str) -> Option<Self> {
        Some(texte.to_owned())
    }

    fn ecrit(&self, largeur: usize) -> String {
        format!("{self:<largeur$}")
    }
}

impl Valeur for NaiveDate {
    const ATTENDU: &'static str = "une date (AAAA-MM-JJ)";

    fn lit(texte: &str) -> Option<Self> {
        date(texte)
    }

    fn ecrit(&self, _: usize) -> String {
        self.to_string()
    }
}

impl Valeur for bool {
    const ATTENDU: &'static str = "0 ou 1";

    fn lit(texte: &str) -> Option<Self> {
        booleen(texte)
    }

    fn ecrit(&self, _: usize) -> String {
        u8::from(*self).to_string()
    }
}

impl Valeur for u32 {
    const ATTENDU: &'static str = "un nombre entier";
    const ABSENTE: Option<Self> = Some(0);

    fn lit(texte: &str) -> Option<Self> {
        entier(texte)
    }

    fn ecrit(&self, largeur: usize) -> String {
        format!("{self:0>largeur$}")
    }
}

/// An amount in cents.
impl Valeur for i64 {
    const ATTENDU: &'static str = "un montant en euros";

    fn lit(texte: &str) -> Option<Self> {
        centimes(texte)
    }

    fn ecrit(&self, _: usize) -> String {
        let signe = if *self < 0 { "-" } else { "" };
        format!("{signe}{:07}.{:02}", self.abs() / 100, self.abs() % 100)
    }
}

/// Digits before the comma; the schema stops at 9.
const CHIFFRES_MAX: usize = 12;

/// `xsd:date`; a time zone after it says nothing about a day and is ignored.
pub fn date(texte: &str) -> Option<NaiveDate> {
    let (jour, zone) = texte.split_at_checked(10)?;
    if !zone.is_empty() && !est_fuseau(zone) {
        return None;
    }
    let mut parties =
        jour.split('-').map(|p| p.bytes().all(|o| o.is_ascii_digit()).then_some(p)?.parse().ok());
    let (annee, mois, quantieme): (u32, u32, u32) = (parties.next()??, parties.next()??, parties.next()??);
    // there is no year 0, and PostgreSQL knows it
    let annee = i32::try_from(annee).ok().filter(|&annee| annee > 0)?;
    NaiveDate::from_ymd_opt(annee, mois, quantieme).filter(|_| parties.next().is_none())
}

/// `xsd:time`, which comes with decimals (`01:18:36.0000`) and may have a time zone: the
/// hour is that of the caisse, the zone is ignored. `24:00:00` is midnight.
pub fn heure(texte: &str) -> Option<NaiveTime> {
    let zone = texte.find(['Z', '+', '-']).unwrap_or(texte.len());
    let (heure, zone) = texte.split_at(zone);
    if !zone.is_empty() && !est_fuseau(zone) {
        return None;
    }
    if heure.strip_prefix("24:00:00").is_some_and(|reste| reste.bytes().all(|o| matches!(o, b'.' | b'0'))) {
        return Some(NaiveTime::MIN);
    }
    NaiveTime::parse_from_str(heure, "%H:%M:%S%.f").ok()
}

/// `Z`, or a shift of at most 14 hours: `+01:00`.
fn est_fuseau(zone: &str) -> bool {
    let decalage = || {
        let (heures, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
        let deux = |texte: &str| if texte.len() == 2 { entier(texte) } else { None };
        Some(deux(heures)? * 60 + deux(minutes).filter(|minutes| *minutes < 60)?)
    };
    zone == "Z" || decalage().is_some_and(|minutes| minutes <= 14 * 60)
}

pub fn booleen(texte: &str) -> Option<bool> {
    match texte {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

pub fn entier(texte: &str) -> Option<u32> {
    (texte.len() <= CHIFFRES_MAX && texte.bytes().all(|o| o.is_ascii_digit())).then_some(())?;
    texte.parse().ok()
}

/// An amount in cents; padded with zeros in the flow (`0001675.00`).
pub fn centimes(texte: &str) -> Option<i64> {
    let (signe, chiffres) = match texte.strip_prefix('-') {
        Some(reste) => (-1, reste),
        None => (1, texte.strip_prefix('+').unwrap_or(texte)),
    };
    let (euros, decimales) = chiffres.split_once('.').unwrap_or((chiffres, ""));
    let numerique = |t: &str| t.bytes().all(|o| o.is_ascii_digit());
    if euros.is_empty() && decimales.is_empty()
        || euros.len() > CHIFFRES_MAX
        || !numerique(euros)
        || !numerique(decimales)
    {
        return None;
    }
    let (cents, reste) = decimales.split_at_checked(2).unwrap_or((decimales, ""));
    if reste.bytes().any(|o| o != b'0') {
        return None;
    }
    let euros: i64 = if euros.is_empty() { 0 } else { euros.parse().ok()? };
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    Some(signe * (euros * 100 + cents))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_the_caisses_write() {
        assert_eq!(date("2022-02-28"), NaiveDate::from_ymd_opt(2022, 2, 28));
        assert_eq!(date("2022-02-28+01:00"), date("2022-02-28"));
        assert_eq!(date("2022-02-28Z"), date("2022-02-28"));
        for texte in ["01:18:36.0000", "01:18:36", "01:18:36Z", "01:18:36.000+01:00", "01:18:36-05:00"] {
            assert_eq!(heure(texte), NaiveTime::from_hms_opt(1, 18, 36), "{texte}");
        }
        assert_eq!(heure("24:00:00.0000"), NaiveTime::from_hms_opt(0, 0, 0));
        assert_eq!(centimes("0001675.00"), Some(167_500));
        assert_eq!(centimes("-12.5"), Some(-1250));
        assert_eq!(centimes(".07"), Some(7));
        assert_eq!(entier("000"), Some(0));
    }

    #[test]
    fn refuses_the_rest() {
        for texte in [
            "2022-02-30",
            "28/02/2022",
            "2022-2-28",
            "+022-02-28",
            "2022-02-28x",
            "20220228--",
            "0000-01-01",
            "été",
        ] {
            assert_eq!(date(texte), None, "{texte}");
        }
        for texte in ["2022-02-28+1", "2022-02-28+15:00", "2022-02-28-zone", "2022-02-28ZZ"] {
            assert_eq!(date(texte), None, "{texte}");
        }
        for texte in ["", "Z", "+01:00", "25:00:00", "24:00:01", "01:18:36ZZ", "01:18:36+0100", "01:18", "é"]
        {
            assert_eq!(heure(texte), None, "{texte}");
        }
        for texte in ["", "-", ".", "1,5", "1.005", "1e3", "1 000", "9999999999999"] {
            assert_eq!(centimes(texte), None, "{texte}");
        }
        assert_eq!(booleen("O"), None);
        assert_eq!(entier("+1"), None);
    }

    proptest! {
        #[test]
        fn an_amount_comes_back(cents in -99_999_999_999_i64..99_999_999_999) {
            let texte = format!("{}{:010}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
            prop_assert_eq!(centimes(&texte), Some(cents));
        }

        #[test]
        fn any_text_is_read_or_refused(texte in ".{0,20}") {
            let _ = (date(&texte), heure(&texte), centimes(&texte), entier(&texte));
        }
    }
}
