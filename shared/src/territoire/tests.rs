//! Whatever is changed, in any order: no commune is in two CTSA on one day, and nothing is lost.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::convention::{Lieu, Lieux};
use crate::date::court;
use crate::identifiant::CommuneInsee;

const THANN: i64 = 1;
const COLMAR: i64 = 2;

fn aujourdhui() -> NaiveDate {
    "2026-12-01".parse().expect("a date")
}

fn insee(rang: usize) -> CommuneInsee {
    CommuneInsee::lire(&format!("6800{rang}")).expect("a code")
}

fn cadre(territoires: &Territoires) -> CadreTerritoires {
    let ctsa = [(THANN, "CTSA de Thann"), (COLMAR, "CTSA de Colmar"), (3, "CTSA d’Altkirch")];
    let communes =
        ["Aspach", "Balschwiller", "Carspach", "Dannemarie", "Eglingen", "Falkwiller", "Gildwiller"];
    let communes = communes.iter().enumerate().map(|(rang, nom)| (insee(rang + 1), *nom));
    CadreTerritoires {
        aujourdhui: aujourdhui(),
        lieux: Lieux {
            ctsa: ctsa.iter().map(|(id, nom)| lieu(&id.to_string(), nom)).collect(),
            communes: communes.map(|(insee, nom)| lieu(insee.as_str(), nom)).collect(),
        },
        tenues: territoires.tenues().to_vec(),
    }
}

fn lieu(code: &str, nom: &str) -> Lieu {
    Lieu { code: code.to_owned(), nom: nom.to_owned() }
}

/// Aspach and Balschwiller, of the CTSA of Thann for long.
fn depart() -> Territoires {
    let debut = aujourdhui() - Days::new(1_000);
    let tenue = |rang| CommuneTenue { id: rang as i64, ctsa: THANN, commune: insee(rang), debut, fin: None };
    Territoires::from([1, 2].map(tenue).to_vec())
}

fn saisie() -> SaisieTerritoires {
    SaisieTerritoires { communes: "Aspach, 68003".into(), ctsa: Some(COLMAR), debut: "15/12/2026".into() }
}

#[test]
fn a_commune_goes_from_one_ctsa_to_another_on_its_day() {
    let avant = depart();
    let lu = ChangementTerritoires::lire(&saisie(), &cadre(&avant)).expect("a change");
    assert_eq!(lu.communes(), [insee(1), insee(3)]);
    let apres = avant.confiees(lu.communes(), lu.ctsa(), lu.debut());
    let chez =
        |rang, jour: &str| apres.le(&insee(rang), jour.parse().expect("a date")).map(|tenue| tenue.ctsa);
    assert_eq!((chez(1, "2026-12-14"), chez(1, "2026-12-15")), (Some(THANN), Some(COLMAR)));
    assert_eq!((chez(3, "2026-12-14"), chez(3, "2026-12-15")), (None, Some(COLMAR)));
    assert_eq!(chez(2, "2027-12-15"), Some(THANN));
    let mots = lu.en_mots(&cadre(&apres));
    assert_eq!(mots, "Aspach et Carspach à «\u{a0}CTSA de Colmar\u{a0}» à partir du 15/12/2026");
}

#[test]
fn what_was_to_come_is_replaced_and_told() {
    let prevu = depart().confiees(&[insee(1)], COLMAR, aujourdhui() + Days::new(30));
    let saisie = SaisieTerritoires { ctsa: Some(3), ..saisie() };
    let lu = ChangementTerritoires::lire(&saisie, &cadre(&prevu)).expect("a change");
    assert_eq!(
        lu.remplaces(&cadre(&prevu)),
        ["Aspach n’ira plus à «\u{a0}CTSA de Colmar\u{a0}» le 31/12/2026."]
    );
    let apres = prevu.confiees(lu.communes(), lu.ctsa(), lu.debut());
    assert!(apres.a_venir(&insee(1), lu.debut()).is_empty());
}

#[rstest]
#[case::no_commune(|s: &mut SaisieTerritoires| s.communes = " ".into(), "communes", "commune_absente")]
#[case::unknown_commune(|s: &mut SaisieTerritoires| s.communes = "Aspach, Lutèce".into(), "communes", "commune_inconnue")]
#[case::no_ctsa(|s: &mut SaisieTerritoires| s.ctsa = None, "ctsa", "choix_absent")]
#[case::unknown_ctsa(|s: &mut SaisieTerritoires| s.ctsa = Some(99), "ctsa", "ctsa_inconnue")]
#[case::its_own(|s: &mut SaisieTerritoires| s.ctsa = Some(THANN), "communes", "deja_la")]
#[case::no_day(|s: &mut SaisieTerritoires| s.debut = String::new(), "debut", "date_absente")]
#[case::the_day_before(|s: &mut SaisieTerritoires| s.debut = "30/11/2026".into(), "debut", "debut_passe")]
#[case::far_away(|s: &mut SaisieTerritoires| s.debut = "02/12/2028".into(), "debut", "debut_lointain")]
fn a_change_that_can_t_be_is_refused_on_its_field(
    #[case] change: impl Fn(&mut SaisieTerritoires),
    #[case] champ: &str,
    #[case] code: &str,
) {
    let mut typed = saisie();
    change(&mut typed);
    let refus = ChangementTerritoires::lire(&typed, &cadre(&depart())).unwrap_err();
    let refus: Vec<_> = refus.iter().map(|erreur| (erreur.champ.as_str(), erreur.code.as_str())).collect();
    assert_eq!(refus, [(champ, code)]);
}

#[test]
fn today_and_two_years_ahead_are_accepted() {
    for debut in ["01/12/2026", "01/12/2028"] {
        let saisie = SaisieTerritoires { debut: debut.into(), ..saisie() };
        assert!(ChangementTerritoires::lire(&saisie, &cadre(&depart())).is_ok(), "{debut}");
    }
}

#[test]
fn a_commune_that_leaves_later_may_be_kept() {
    let prevu = depart().confiees(&[insee(1)], COLMAR, aujourdhui() + Days::new(30));
    let garde =
        SaisieTerritoires { communes: "Aspach".into(), ctsa: Some(THANN), debut: "15/12/2026".into() };
    let lu = ChangementTerritoires::lire(&garde, &cadre(&prevu)).expect("a change");
    let apres = prevu.confiees(lu.communes(), lu.ctsa(), lu.debut());
    let toujours = apres.le(&insee(1), aujourdhui() + Days::new(60)).map(|tenue| tenue.ctsa);
    assert_eq!(toujours, Some(THANN));
}

#[test]
fn many_communes_are_told_by_their_first_names_and_their_number() {
    let toutes = (1..=7).map(|rang| insee(rang).as_str().to_owned()).collect::<Vec<_>>().join(",");
    let saisie = SaisieTerritoires { communes: toutes, ctsa: Some(3), debut: "01/12/2026".into() };
    let cadre = cadre(&Territoires::default());
    let lu = ChangementTerritoires::lire(&saisie, &cadre).expect("a change");
    let attendu = "Aspach, Balschwiller, Carspach, Dannemarie et 3 autres communes à «\u{a0}CTSA d’Altkirch\u{a0}» \
                   à partir du 01/12/2026";
    assert_eq!(lu.en_mots(&cadre), attendu);
}

#[test]
fn the_communes_of_none_are_told_those_where_somebody_waits_first() {
    let fiche = FicheTerritoires {
        version: 0,
        cadre: cadre(&depart()),
        dossiers: vec![DossiersCommune { commune: insee(5), dossiers: 4 }],
        ailleurs: 0,
        etapes: Vec::new(),
        annulable: false,
        definitive: None,
    };
    let seules: Vec<_> = fiche.sans_ctsa().iter().map(|(lieu, n)| (lieu.nom.as_str(), *n)).collect();
    assert_eq!(seules[..2], [("Eglingen", 4), ("Carspach", 0)]);
    assert_eq!(seules.len(), 5);
}

fn changement() -> impl Strategy<Value = (Vec<usize>, i64, u64)> {
    (prop::sample::subsequence((1..=7).collect::<Vec<usize>>(), 1..=4), 1..=3_i64, 0..700_u64)
}

proptest! {
    #[test]
    fn no_commune_is_ever_in_two_ctsa_and_nothing_is_lost(suite in prop::collection::vec(changement(), 1..8)) {
        let mut territoires = depart();
        for (rangs, ctsa, delai) in suite {
            let avant = territoires.clone();
            let communes: Vec<_> = rangs.iter().map(|rang| insee(*rang)).collect();
            let debut = aujourdhui() + Days::new(delai);
            let saisie = SaisieTerritoires {
                communes: communes.iter().map(|insee| insee.as_str()).collect::<Vec<_>>().join(";"),
                ctsa: Some(ctsa),
                debut: court(debut),
            };
            // Refused when one of them is there already: nothing changes.
            let Ok(lu) = ChangementTerritoires::lire(&saisie, &cadre(&avant)) else { continue };
            territoires = territoires.confiees(lu.communes(), lu.ctsa(), lu.debut());
            for rang in 1..=7 {
                let commune = insee(rang);
                for jour in (0..800).step_by(7).chain([delai.saturating_sub(1), delai, 1_000]) {
                    let jour = aujourdhui() + Days::new(jour);
                    let tenues = territoires.tenues().iter().filter(|t| t.commune == commune && t.tient_le(jour));
                    prop_assert!(tenues.count() <= 1, "{commune} on {jour}");
                    let obtenue = territoires.le(&commune, jour).map(|tenue| tenue.ctsa);
                    let attendue = match communes.contains(&commune) && debut <= jour {
                        true => Some(ctsa),
                        false => avant.le(&commune, jour).map(|tenue| tenue.ctsa),
                    };
                    prop_assert_eq!(obtenue, attendue);
                }
            }
            prop_assert!(territoires.tenues().iter().all(|t| t.fin.is_none_or(|fin| t.debut <= fin)));
            let rendues = territoires.clone().rendues(&communes, avant.des(&communes));
            for tenue in avant.tenues() {
                prop_assert!(rendues.tenues().contains(tenue), "put back as it was");
            }
            prop_assert_eq!(rendues.tenues().len(), avant.tenues().len());
        }
    }
}
