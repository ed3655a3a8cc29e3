//! An amount of money, kept in cents.

use serde::{Deserialize, Serialize};

use crate::erreur::Motif;

/// `1 234,50 €`, with the non-breaking spaces of French typography.
pub fn euros(centimes: i64) -> String {
    let signe = if centimes < 0 { "-" } else { "" };
    let chiffres = (centimes.unsigned_abs() / 100).to_string();
    let mut entiers = String::with_capacity(chiffres.len() + 4);
    for (rang, chiffre) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
            entiers.push('\u{202f}');
        }
        entiers.push(chiffre);
    }
    format!("{signe}{entiers},{:02}\u{a0}€", centimes.unsigned_abs() % 100)
}

/// What an agent types: nought or more, no more than the flow can carry (nine digits, two of them
/// decimals).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Montant(i64);

crate::nominatif_simple!(Montant);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Montant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        i64::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Montant {}

impl Montant {
    /// The highest.
    pub const PLAFOND: Self = Self(999_999_999);

    /// Reads `1234`, `1 234,5`, `1.234,50 €` or `1234.50`.
    ///
    /// # Errors
    /// `montant_absent`, `montant_forme`, `montant_plafond`.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu: String = texte.chars().filter(|lettre| !lettre.is_whitespace() && *lettre != '€').collect();
        if nu.is_empty() {
            return Err(Motif::new("montant_absent", "Indiquez un montant en euros, par exemple 1 234,50."));
        }
        Self::try_from(centimes(&nu).ok_or_else(forme)?)
    }

    /// In cents.
    pub const fn centimes(self) -> i64 {
        self.0
    }

    pub const fn est_nul(self) -> bool {
        self.0 == 0
    }

    /// As one types it again: `1234,50`.
    pub fn saisi(self) -> String {
        format!("{},{:02}", self.0 / 100, self.0 % 100)
    }
}

/// A comma, or a point when there is no comma, stands before one or two decimals.
fn centimes(nu: &str) -> Option<i64> {
    let (entiers, decimales) = match nu.rsplit_once(',') {
        Some((entiers, decimales)) => (entiers.replace('.', ""), decimales),
        None => match nu.rsplit_once('.') {
            Some((entiers, decimales)) => (entiers.to_owned(), decimales),
            None => (nu.to_owned(), "0"),
        },
    };
    let chiffres = |t: &str| !t.is_empty() && t.bytes().all(|octet| octet.is_ascii_digit());
    if !chiffres(&entiers) || entiers.len() > 12 || !chiffres(decimales) || decimales.len() > 2 {
        return None;
    }
    let (euros, cents): (i64, i64) = (entiers.parse().ok()?, format!("{decimales:0<2}").parse().ok()?);
    Some(euros * 100 + cents)
}

fn forme() -> Motif {
    Motif::new(
        "montant_forme",
        "Écrivez le montant en euros, en chiffres, avec deux décimales au plus, par exemple 1 234,50.",
    )
}

impl TryFrom<i64> for Montant {
    type Error = Motif;

    fn try_from(centimes: i64) -> Result<Self, Motif> {
        match centimes {
            0..=999_999_999 => Ok(Self(centimes)),
            ..0 => Err(forme()),
            _ => Err(Motif::new("montant_plafond", "Ce montant dépasse 9 999 999,99 € : vérifiez-le.")),
        }
    }
}

impl From<Montant> for i64 {
    fn from(montant: Montant) -> Self {
        montant.0
    }
}

impl std::fmt::Display for Montant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&euros(self.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "0,00 €")]
    #[case(5, "0,05 €")]
    #[case(-1250, "-12,50 €")]
    #[case(56_894, "568,94 €")]
    #[case(100_000, "1 000,00 €")]
    #[case(123_456_789, "1 234 567,89 €")]
    fn amounts_are_told_as_in_french(#[case] centimes: i64, #[case] attendu: &str) {
        assert_eq!(euros(centimes).replace(['\u{202f}', '\u{a0}'], " "), attendu);
    }

    #[rstest]
    #[case("1234", Ok(123_400))]
    #[case("1 234,5 €", Ok(123_450))]
    #[case("1\u{202f}234,50\u{a0}€", Ok(123_450))]
    #[case("1234.50", Ok(123_450))]
    #[case("1.234,50", Ok(123_450))]
    #[case("0", Ok(0))]
    #[case(" ", Err("montant_absent"))]
    #[case("-3", Err("montant_forme"))]
    #[case("12,345", Err("montant_forme"))]
    #[case("douze", Err("montant_forme"))]
    #[case("10000000", Err("montant_plafond"))]
    fn an_amount_is_read_as_it_is_typed(#[case] texte: &str, #[case] attendu: Result<i64, &str>) {
        let lu = Montant::lire(texte).map(Montant::centimes);
        assert_eq!(lu.as_ref().map_err(|motif| motif.code).copied(), attendu, "{texte}");
    }

    #[test]
    fn an_amount_out_of_bounds_is_not_read_from_json_either() {
        assert!(serde_json::from_str::<Montant>("-1").is_err());
        assert!(serde_json::from_str::<Montant>("1000000000").is_err());
        assert_eq!(serde_json::from_str::<Montant>("999999999").expect("the highest"), Montant::PLAFOND);
    }

    proptest! {
        #[test]
        fn what_is_told_or_typed_again_is_the_same_amount(centimes in 0..=999_999_999_i64) {
            let montant = Montant::try_from(centimes).expect("within bounds");
            prop_assert_eq!(Montant::lire(&montant.to_string()), Ok(montant));
            prop_assert_eq!(Montant::lire(&montant.saisi()), Ok(montant));
        }
    }
}
