//! The NIR: what is accepted, and that it is never shown whole.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::{Nir, Ntt};
use crate::nominatif::{Clair, Sceau};
use crate::personne::{DateNaissance, PrecisionNaissance, Sexe};

/// What only the guard and the store may do.
#[expect(clippy::disallowed_methods, reason = "the test of the seal itself")]
fn sceau() -> Sceau {
    Sceau::apposer()
}

fn code(texte: &str) -> &'static str {
    Nir::lire(texte).expect_err("refused").code
}

#[rstest]
#[case("1850775056123", 23)]
#[case("192102A131123", 57)]
#[case("192102B131123", 84)]
#[case("1840368999012", 51)]
#[case("289052A999042", 14)]
#[case("1840368999354", 97)]
#[case("2763397199007", 39)]
#[case::tunisia("2520496001002", 30)]
#[case::algeria_before_1962("1481291352007", 92)]
#[case::morocco_before_1956("2503095352007", 27)]
#[case::corsica_before_1976("1700220004015", 48)]
#[case::overseas("1850798735012", 95)]
#[case::temporary_of_a_foreigner("7820299350061", 84)]
fn the_key_of_the_vectors(#[case] numero: &str, #[case] cle: u8) {
    assert_eq!(Nir::lire(numero).expect("valid").cle(), cle);
    assert!(Nir::lire(&format!("{numero}{cle:02}")).is_ok());
    assert_eq!(code(&format!("{numero}{:02}", cle % 97 + 1)), "nir_cle");
}

#[rstest]
#[case::wrong_key("184036899901252", "nir_cle")]
#[case::key_zero("184036899935400", "nir_cle")]
#[case::month_13("1841368999012", "nir_mois")]
#[case::month_00("1840068999012", "nir_mois")]
#[case::month_43("1844368999012", "nir_mois")]
#[case::specimen("269054958815780", "nir_exemple")]
#[case::specimen_without_key("2 69 05 49 588 157", "nir_exemple")]
#[case::departement_00("1840300999012", "nir_departement")]
#[case::sex_5("5840368999012", "nir_sexe")]
#[case::corsica_elsewhere("1842A68999012", "nir_caracteres")]
#[case::letter("18403689990I2", "nir_caracteres")]
#[case::short("184036899901", "nir_longueur")]
#[case::fourteen("18403689990125", "nir_longueur")]
#[case::empty("  ", "nir_longueur")]
#[case::accent("é840368999012", "nir_caracteres")]
#[case::long_capital("ßßßßßß1", "nir_caracteres")]
fn what_is_no_nir_is_refused(#[case] texte: &str, #[case] attendu: &str) {
    assert_eq!(code(texte), attendu);
}

#[rstest]
#[case("1 84 03 68 999 012 51")]
#[case("1.84.03.68.999.012/51")]
#[case(" 1840368999012 ")]
#[case("184\u{a0}0368\u{202f}999012-51")]
fn a_nir_is_read_however_it_is_typed(#[case] texte: &str) {
    assert_eq!(Nir::lire(texte).expect("valid").as_str(), "1840368999012");
}

#[test]
fn a_nir_is_shown_masked() {
    let nir = Nir::lire("289052a999042").expect("valid");
    assert_eq!(nir.masque(), "2 89 05 2A ••• ••• ••");
    assert_eq!(nir.complet(), "2 89 05 2A 999 042 14");
    assert_eq!(format!("{nir:?}"), "Nir(•••)");
}

#[rstest]
#[case(Sexe::Femme, "1989-05-17", PrecisionNaissance::Complete, &[])]
#[case(Sexe::Homme, "1989-05-17", PrecisionNaissance::Complete, &["nir_autre_sexe"])]
#[case(Sexe::Femme, "1989-06-17", PrecisionNaissance::Complete, &["nir_autre_naissance"])]
#[case(Sexe::Femme, "1989-06-01", PrecisionNaissance::JourInconnu, &["nir_autre_naissance"])]
#[case(Sexe::Femme, "1989-01-01", PrecisionNaissance::JourEtMoisInconnus, &[])]
#[case(Sexe::Homme, "1998-05-17", PrecisionNaissance::Complete, &["nir_autre_sexe", "nir_autre_naissance"])]
fn what_contradicts_the_sex_or_the_birth_is_told(
    #[case] sexe: Sexe,
    #[case] date: NaiveDate,
    #[case] precision: PrecisionNaissance,
    #[case] attendu: &[&str],
) {
    let nir = Nir::lire("289052A999042").expect("valid");
    let naissance = DateNaissance::new(date, precision);
    let codes: Vec<_> = nir.discordances(Some(sexe), Some(&naissance)).iter().map(|m| m.code).collect();
    assert_eq!(codes, attendu);
}

#[test]
fn a_made_up_month_contradicts_by_its_year_only() {
    let nir = Nir::lire("2763397199007").expect("valid");
    let naissance = |annee| {
        DateNaissance::new(NaiveDate::from_ymd_opt(annee, 8, 2).expect("date"), PrecisionNaissance::Complete)
    };
    assert_eq!(nir.mois(), None);
    assert!(nir.discordances(None, Some(&naissance(1976))).is_empty());
    assert_eq!(nir.discordances(None, Some(&naissance(1977))).len(), 1);
}

#[rstest]
#[case("7820299350061", "1820299350061", true)]
#[case("1820299350061", "7820299350061", true)]
#[case("8840199350063", "2840199350063", true)]
#[case("1820299350061", "1820299350061", true)]
#[case("7820299350061", "2820299350061", false)]
#[case("1820299350061", "2820299350061", false)]
#[case("7820299350061", "1820299350062", false)]
fn temporary_and_final_numbers_are_one(#[case] un: &str, #[case] autre: &str, #[case] meme: bool) {
    let (un, autre) = (Nir::lire(un).expect("valid"), Nir::lire(autre).expect("valid"));
    assert_eq!(un.est_le_meme(&autre), meme);
    assert_eq!(un.est_provisoire(), un.as_str().starts_with(['7', '8']));
}

#[rstest]
#[case("12345678901", true)]
#[case("2123456789abcDEF", true)]
#[case("1234567890", false)]
#[case("3123456789A", false)]
#[case("1A34567890B", false)]
#[case("1234567890é", false)]
fn a_ntt_is_read_or_refused(#[case] texte: &str, #[case] lisible: bool) {
    assert_eq!(Ntt::lire(texte).is_ok(), lisible);
}

prop_compose! {
    fn numero()(
        sexe in prop::sample::select(vec!["1", "2", "3", "4", "7", "8"]),
        annee in 0..100_u8,
        mois in prop_oneof![1..=12_u8, 20..=42_u8, 50..=99_u8],
        departement in prop_oneof![
            (1..=99_u8).prop_map(|n| format!("{n:02}")),
            Just("2A".to_owned()),
            Just("2B".to_owned()),
        ],
        reste in 0..1_000_000_u32,
    ) -> String {
        format!("{sexe}{annee:02}{mois:02}{departement}{reste:06}")
    }
}

proptest! {
    #[test]
    fn a_nir_is_read_back_from_each_of_its_forms(numero in numero()) {
        let nir = Nir::lire(&numero).expect("valid");
        prop_assert_eq!(nir.as_str(), &numero);
        prop_assert!((1..=97).contains(&nir.cle()));
        prop_assert_eq!(Nir::lire(&nir.complet()).expect("its own display"), nir.clone());
        prop_assert_eq!(Nir::lire(&nir.complet().to_lowercase()).expect("lower case"), nir.clone());
        let json = serde_json::to_string(&Clair::new(&nir, sceau())).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Nir>(&json).expect("deserialises"), nir);
    }

    /// 97 is prime and greater than 9 × 10: the key sees every single wrong digit.
    #[test]
    fn one_wrong_digit_is_seen(numero in numero(), position in 0..15_usize, ecart in 1..10_u8) {
        let nir = Nir::lire(&numero).expect("valid");
        let mut chiffres = format!("{numero}{:02}", nir.cle()).into_bytes();
        prop_assume!(chiffres[position].is_ascii_digit());
        chiffres[position] = b'0' + (chiffres[position] - b'0' + ecart) % 10;
        let faux = String::from_utf8(chiffres).expect("ASCII");
        prop_assert!(Nir::lire(&faux).is_err());
    }

    #[test]
    fn any_text_is_read_without_panic(texte in any::<String>(), chiffres in "[0-9AB ]{10,17}") {
        let _ = (Nir::lire(&texte), Nir::lire(&chiffres), Ntt::lire(&texte));
    }
}
