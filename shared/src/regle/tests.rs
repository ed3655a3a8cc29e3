//! Dated rules: one version a day, the local ones first.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::{Certitude, Cle, Depart, Regle, Regles, Valeur};

fn locale(cle: Cle, valeur: Valeur, debut: &str, fin: Option<&str>) -> Regle {
    Regle {
        cle,
        valeur,
        debut: debut.parse().expect("date"),
        fin: fin.map(|fin| fin.parse().expect("date")),
        article: "Délibération".to_owned(),
        explication: "Essai.".to_owned(),
        depart: None,
        certitude: Certitude::Locale,
    }
}

fn heures(ouvre: u32, ferme: u32) -> Valeur {
    let heure = |heure| chrono::NaiveTime::from_hms_opt(heure, 0, 0).expect("an hour");
    Valeur::Heures { ouvre: heure(ouvre), ferme: heure(ferme) }
}

#[rstest]
#[case(Cle::DelaiContratSocial, "2016-01-31", "2016-03-31", "CASF L262-36")]
#[case(Cle::DelaiContratSocial, "2024-12-31", "2025-02-28", "CASF L262-36")]
#[case(Cle::DelaiContratSocial, "2025-01-01", "2025-02-01", "C. trav. D5411-14-1")]
#[case(Cle::DelaiContratSpe, "2016-01-31", "2016-02-29", "CASF L262-35")]
#[case(Cle::RevueSocial, "2016-08-31", "2017-02-28", "CASF L262-31")]
#[case(Cle::RevueSocial, "2026-08-31", "2027-02-28", "CASF L262-31")]
#[case(Cle::RevueSocialProlongee, "2016-08-31", "2017-08-31", "CASF L262-31")]
#[case(Cle::RevueSocialProlongee, "2027-02-28", "2028-02-28", "CASF D262-65-2-1")]
fn each_deadline_runs_by_the_rule_of_its_day(
    #[case] cle: Cle,
    #[case] depart: NaiveDate,
    #[case] attendue: NaiveDate,
    #[case] article: &str,
) {
    let regles = Regles::default();
    let (echeance, regle) = regles.echeance(cle, depart).expect("in force");
    assert_eq!((echeance, regle.article.as_str()), (attendue, article));
}

/// L262-31 reads « à compter de la signature ou de la révision du contrat » since 2025.
#[rstest]
#[case("2024-12-31", Depart::Orientation)]
#[case("2025-01-01", Depart::SignatureContrat)]
fn a_review_counts_from_the_orientation_then_from_the_contract(
    #[case] jour: NaiveDate,
    #[case] depart: Depart,
) {
    let regles = Regles::default();
    assert_eq!(regles.en_vigueur(Cle::RevueSocial, jour).and_then(|regle| regle.depart), Some(depart));
}

#[test]
fn one_version_and_one_only_each_day_since_2009() {
    let regles = Regles::default();
    let debut = NaiveDate::from_ymd_opt(2009, 6, 1).expect("date");
    for &cle in Cle::TOUS {
        for jour in debut.iter_days().take(25 * 365) {
            let versions = regles.toutes().iter().filter(|r| r.cle == cle && r.est_en_vigueur(jour));
            assert_eq!(versions.count(), 1, "{} {jour}", cle.code());
        }
        assert_eq!(regles.en_vigueur(cle, debut - Days::new(1)), None);
    }
}

#[test]
fn the_default_set_obeys_its_own_rules() {
    for regle in Regles::default().toutes() {
        assert_eq!(regle.verifie(), Ok(()));
        assert_eq!(regle.depart.is_none(), regle.certitude == Certitude::Locale);
        assert!(!regle.article.is_empty() && regle.explication.ends_with('.'));
    }
}

#[test]
fn a_local_rule_prevails_on_its_days_only() {
    let durees = Valeur::Liste(vec![6, 12, 18, 24]);
    let locale = locale(Cle::DureesCer, durees.clone(), "2020-01-01", Some("2020-12-31"));
    let regles = Regles::new(vec![locale]).expect("coherent");
    let le = |jour: &str| {
        let jour = jour.parse().expect("date");
        regles.en_vigueur(Cle::DureesCer, jour).expect("in force").valeur.liste().to_vec()
    };
    assert_eq!(le("2019-12-31"), [3, 6, 9, 12]);
    assert_eq!(le("2020-01-01"), durees.liste());
    assert_eq!(le("2020-12-31"), durees.liste());
    assert_eq!(le("2021-01-01"), [3, 6, 9, 12]);
}

#[rstest]
#[case(Cle::DureesCer, Valeur::Mois(6))]
#[case(Cle::DureesCer, Valeur::Liste(vec![]))]
#[case(Cle::DureesCer, Valeur::Liste(vec![6, 3]))]
#[case(Cle::DureesCer, Valeur::Liste(vec![6, 6]))]
#[case(Cle::DureesCer, Valeur::Liste(vec![0, 6]))]
#[case(Cle::DureesCer, Valeur::Liste(vec![6, 37]))]
#[case(Cle::HorizonFinCer, Valeur::Liste(vec![60]))]
#[case(Cle::HorizonFinCer, heures(5, 23))]
#[case(Cle::HorairesMsa, heures(23, 5))]
#[case(Cle::HorairesMsa, heures(5, 5))]
#[case(Cle::HorairesCaf, Valeur::Jours(1))]
#[case(Cle::RevueSocial, Valeur::Mois(121))]
#[case(Cle::RevueSocial, Valeur::Jours(3651))]
fn a_value_that_does_not_suit_is_refused(#[case] cle: Cle, #[case] valeur: Valeur) {
    let refus = Regles::new(vec![locale(cle, valeur, "2020-01-01", None)]).expect_err("refused");
    assert_eq!(refus.code, "regle_valeur");
}

#[test]
fn dates_that_contradict_each_other_are_refused() {
    let horizon = |debut, fin| locale(Cle::HorizonFinCer, Valeur::Jours(30), debut, fin);
    let code = |regles| Regles::new(regles).map_err(|motif| motif.code).map(|_| ());
    assert_eq!(code(vec![horizon("2020-01-02", Some("2020-01-01"))]), Err("regle_dates"));
    let un_jour = horizon("2020-01-01", Some("2020-01-01"));
    assert_eq!(code(vec![un_jour.clone(), horizon("2020-01-02", None)]), Ok(()));
    assert_eq!(code(vec![horizon("2020-01-01", None), un_jour]), Err("regle_chevauchement"));
}

#[rstest]
#[case(Valeur::Mois(2), "2 mois")]
#[case(Valeur::Jours(1), "1 jour")]
#[case(Valeur::Jours(60), "60 jours")]
#[case(Valeur::Liste(vec![3, 6, 12]), "3, 6 ou 12")]
#[case(Valeur::Liste(vec![6]), "6")]
#[case(heures(5, 23), "de 5\u{a0}h à 23\u{a0}h")]
#[case(heures(0, 0), "à toute heure")]
fn a_value_is_told_in_words(#[case] valeur: Valeur, #[case] attendu: &str) {
    assert_eq!(valeur.to_string(), attendu);
}

proptest! {
    /// Two local versions are accepted exactly when no day belongs to both.
    #[test]
    fn local_versions_overlap_when_they_share_a_day(a in 0..60_u64, longueur_a in 0..30_u64, b in 0..60_u64, longueur_b in 0..30_u64) {
        let origine = NaiveDate::from_ymd_opt(2020, 1, 1).expect("date");
        let periode = |debut: u64, longueur: u64| Regle {
            debut: origine + Days::new(debut),
            fin: Some(origine + Days::new(debut + longueur)),
            ..locale(Cle::HorizonFinCer, Valeur::Jours(30), "2020-01-01", None)
        };
        let commun = (a..=a + longueur_a).any(|jour| (b..=b + longueur_b).contains(&jour));
        let regles = Regles::new(vec![periode(a, longueur_a), periode(b, longueur_b)]);
        prop_assert_eq!(regles.is_err(), commun);
    }
}
