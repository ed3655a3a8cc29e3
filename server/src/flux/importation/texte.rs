//! Small shapes of what an agent reads: facts, periods, amounts.

use chrono::NaiveDate;
use reciproque_shared::dossier::{Fait, Periode};

pub fn fait(libelle: impl Into<String>, valeur: impl Into<String>) -> Fait {
    Fait { libelle: libelle.into(), valeur: valeur.into() }
}

/// The facts that are known.
pub fn details<const N: usize>(faits: [(&str, Option<String>); N]) -> Vec<Fait> {
    faits.into_iter().filter_map(|(libelle, valeur)| Some(fait(libelle, valeur?))).collect()
}

pub fn periode(
    libelle: impl Into<String>,
    debut: Option<NaiveDate>,
    fin: Option<NaiveDate>,
    details: Vec<Fait>,
) -> Periode {
    Periode { libelle: libelle.into(), debut, fin, details }
}

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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::euros;

    #[rstest]
    #[case(0, "0,00 €")]
    #[case(5, "0,05 €")]
    #[case(-1250, "-12,50 €")]
    #[case(56_894, "568,94 €")]
    #[case(100_000, "1 000,00 €")]
    #[case(123_456_789, "1 234 567,89 €")]
    fn amounts(#[case] centimes: i64, #[case] attendu: &str) {
        assert_eq!(euros(centimes).replace(['\u{202f}', '\u{a0}'], " "), attendu);
    }
}
