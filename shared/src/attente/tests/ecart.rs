//! Where France Travail and the Département differ.

use super::*;

fn connu(au: &str) -> FranceTravailConnu {
    FranceTravailConnu { au: jour(au), inscrite: true, radiee_le: None, conseillee: true, plan: None }
}

fn vers(sorte: SorteOrientation, connu: FranceTravailConnu) -> Faits {
    Faits { france_travail: Some(connu), ..oriente(orientation(sorte, "2026-01-10", None)) }
}

/// What differs on a day.
fn le(faits: &Faits, jour: &str) -> Vec<Attendu> {
    let regles = Regles::default();
    let la = suite(faits, &regles).into_iter().filter(|lue| lue.fenetre.contient(midi(jour)));
    la.map(|lue| lue.quoi).filter(|quoi| quoi.est_un_ecart()).collect()
}

#[rstest]
#[case(SorteOrientation::Professionnel, "2026-05-31", &[])]
#[case(SorteOrientation::Professionnel, "2026-06-01", &[Attendu::EcartRadiation])]
#[case(SorteOrientation::Social, "2026-06-01", &[])]
fn struck_off_for_two_months_contradicts_an_orientation_to_employment(
    #[case] sorte: SorteOrientation,
    #[case] quand: &str,
    #[case] attendus: &[Attendu],
) {
    let radiee =
        FranceTravailConnu { inscrite: false, radiee_le: Some(jour("2026-04-01")), ..connu("2026-04-30") };
    assert_eq!(le(&vers(sorte, radiee), quand), attendus);
}

#[test]
fn the_two_months_are_those_of_the_rule() {
    let radiee =
        FranceTravailConnu { inscrite: false, radiee_le: Some(jour("2026-04-01")), ..connu("2026-04-30") };
    let lues = suite(&vers(SorteOrientation::Professionnel, radiee), &Regles::default());
    let lue = lues.iter().find(|lue| lue.quoi == Attendu::EcartRadiation).expect("awaited");
    assert_eq!((lue.depuis, lue.limite), (jour("2026-04-01"), Some(jour("2026-06-01"))));
    assert_eq!(lue.regle.map(|regle| regle.cle), Some(crate::regle::Cle::SortieListe));
}

#[test]
fn who_left_the_list_for_another_reason_contradicts_nothing() {
    let sortie = FranceTravailConnu { inscrite: false, conseillee: false, ..connu("2026-04-30") };
    assert!(le(&vers(SorteOrientation::Professionnel, sortie), "2026-12-01").is_empty());
}

#[test]
fn an_adviser_there_and_no_referent_here_differ_until_one_is_named() {
    let sans = Faits { referents: Vec::new(), ..vers(SorteOrientation::Social, connu("2026-04-30")) };
    assert_eq!(le(&sans, "2026-05-10"), [Attendu::EcartReferent]);
    let nomme = ReferentConnu { agent: 7, debut: jour("2026-05-20"), fin: None };
    let avec = Faits { referents: vec![nomme], ..sans };
    assert_eq!(le(&avec, "2026-05-19"), [Attendu::EcartReferent]);
    assert!(le(&avec, "2026-05-20").is_empty());
}

#[rstest]
#[case(SorteOrientation::Professionnel, &[Attendu::EcartReferent])]
// Who is in a social support has no adviser there, as it should be.
#[case(SorteOrientation::Social, &[])]
fn a_referent_here_and_no_adviser_there_differ_for_an_orientation_to_employment(
    #[case] sorte: SorteOrientation,
    #[case] attendus: &[Attendu],
) {
    let sans = FranceTravailConnu { conseillee: false, ..connu("2026-04-30") };
    assert_eq!(le(&vers(sorte, sans), "2026-05-10"), attendus);
}

#[rstest]
#[case("2026-03-01", Some("2026-08-31"), false)]
#[case("2026-03-01", None, false)]
#[case("2026-03-02", None, true)]
#[case("2026-03-01", Some("2026-09-30"), true)]
fn the_plan_and_the_contract_that_runs_have_the_same_dates(
    #[case] debut: &str,
    #[case] fin: Option<&str>,
    #[case] different: bool,
) {
    let plan = FranceTravailConnu { plan: Some((jour(debut), fin.map(jour))), ..connu("2026-04-30") };
    let contrat = cer(1, EtatCer::Valide, "2026-03-01", "2026-08-31");
    let faits = Faits { cer: vec![contrat], ..vers(SorteOrientation::Professionnel, plan) };
    assert_eq!(!le(&faits, "2026-05-10").is_empty(), different);
    assert!(le(&faits, "2026-09-01").is_empty(), "no contract runs any more");
}

#[test]
fn what_is_set_aside_is_so_as_long_as_it_says_the_same() {
    let radiee = |jour_dit: &str| FranceTravailConnu {
        inscrite: false,
        radiee_le: Some(jour(jour_dit)),
        ..connu("2026-04-30")
    };
    let mut faits = vers(SorteOrientation::Professionnel, radiee("2026-04-01"));
    let regles = Regles::default();
    let cle = ecarts(&faits, &regles)[0].cle.clone();
    faits.ecarts_de_cote = vec![EcartDeCote { quoi: Attendu::EcartRadiation, cle, etape: 3 }];
    assert_eq!(le(&faits, "2026-07-01"), [Attendu::EcartDeCote]);
    faits.france_travail = Some(radiee("2026-04-02"));
    assert_eq!(le(&faits, "2026-07-01"), [Attendu::EcartRadiation]);
}

#[test]
fn nothing_differs_of_whom_no_file_told_anything_nor_under_a_closed_right() {
    let muet = Faits { france_travail: None, ..vers(SorteOrientation::Professionnel, connu("2026-04-30")) };
    assert!(le(&muet, "2026-05-10").is_empty());
    let sans = FranceTravailConnu { conseillee: false, ..connu("2026-04-30") };
    let clos = Faits { droit_en_cours: false, ..vers(SorteOrientation::Professionnel, sans) };
    assert!(le(&clos, "2026-05-10").is_empty());
}
