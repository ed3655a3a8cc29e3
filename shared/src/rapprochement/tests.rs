//! What is certain, what is asked, and what is nobody's question.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::personne::{DateNaissance, Nir, PrecisionNaissance};

/// `NOM/Prénom+autres/1984-03-02[J]/rank/NIR`
fn civil(texte: &str) -> EtatCivil {
    let mut parts = texte.split('/');
    let mut suivant = || parts.next().unwrap_or_default();
    let (nom, prenoms, naissance, rang, nir) = (suivant(), suivant(), suivant(), suivant(), suivant());
    let mut prenoms = prenoms.split('+').map(str::to_owned);
    let prenom = prenoms.next().unwrap();
    let (jour, precision) = naissance.split_at(10);
    let precision = PrecisionNaissance::du_flux(Some(precision).filter(|code| !code.is_empty()));
    let naissance = DateNaissance::new(jour.parse::<NaiveDate>().unwrap(), precision);
    let nir = Some(nir).filter(|nir| !nir.is_empty()).map(|nir| Nir::lire(nir).unwrap());
    let noms = Noms::new(nom, nom, &prenom, &prenoms.collect::<Vec<_>>());
    EtatCivil::new(noms, (naissance, rang.parse().unwrap_or_default()), nir, None)
}

fn verdict(un: &str, autre: &str, lien: Lien) -> Verdict {
    civil(un).comparer(&civil(autre), lien)
}

const LEA: &str = "KLEIN/LEA/1990-05-05//2900568066012";

#[rstest]
#[case::word_for_word(LEA)]
#[case::accents("KLEÏN/Léa/1990-05-05//2900568066012")]
#[case::more_first_names("KLEIN/LEA+MARIE/1990-05-05//2900568066012")]
#[case::a_rank_is_told("KLEIN/LEA/1990-05-05/1/2900568066012")]
#[case::married_name_as_birth_name("SCHMITT/LEA/1990-05-05//2900568066012")]
#[case::the_day_was_not_known("KLEIN/LEA/1990-01-01O//2900568066012")]
fn the_same_number_and_nothing_against_it_is_certain(#[case] autre: &str) {
    assert_eq!(verdict(LEA, autre, Lien::Aucun), Verdict::Meme(Raison::MemeNir));
}

#[rstest]
#[case::twins_under_one_number("KLEIN/LEO/1990-05-05//2900568066012")]
#[case::another_day_under_one_number("KLEIN/LEA/1991-05-05//2900568066012")]
#[case::another_rank_under_one_number("KLEIN/LEA/1990-05-05/2/2900568066012")]
#[case::a_homonym_without_a_number("KLEIN/LEA/1990-05-05")]
#[case::a_temporary_number("KLEIN/LEA/1990-05-05//8900568066012")]
fn what_could_be_somebody_else_is_asked(#[case] autre: &str) {
    let un = if autre.contains("/2/") { "KLEIN/LEA/1990-05-05/1/2900568066012" } else { LEA };
    assert!(matches!(verdict(un, autre, Lien::Aucun), Verdict::Doute(..)), "{autre}");
}

#[rstest]
#[case::another_number("KLEIN/LEA/1990-05-05//2900568066013")]
#[case::another_first_name("KLEIN/PAUL/1990-05-05")]
#[case::another_day("KLEIN/LEA/1990-05-06")]
#[case::nobody("MEYER/JEAN/1970-01-01//1700168066013")]
fn somebody_else_is_no_question(#[case] autre: &str) {
    assert_eq!(verdict(LEA, autre, Lien::Aucun), Verdict::Autre);
}

#[rstest]
#[case::split_first_names("KLEIN/MARIE CLAIRE/1985-02-06", "KLEIN/MARIE+CLAIRE/1985-02-06")]
#[case::joined_particle("DE LA TOUR/ANNE/1985-02-06", "DELATOUR/ANNE/1985-02-06")]
#[case::number_made_definitive(
    "KLEIN/ANNE/1985-02-06//8850268066012",
    "KLEIN/ANNE/1985-02-06//2850268066012"
)]
#[case::rank_added("KLEIN/ANNE/1985-02-06", "KLEIN/ANNE/1985-02-06/1")]
fn a_correction_that_the_caisse_links_is_the_same_person(#[case] un: &str, #[case] autre: &str) {
    assert!(matches!(verdict(un, autre, Lien::DemandePrecedente), Verdict::Meme(_)));
    assert!(matches!(verdict(un, autre, Lien::MemeDossier), Verdict::Meme(_)));
    assert!(!matches!(verdict(un, autre, Lien::Aucun), Verdict::Meme(_)));
}

#[test]
fn two_valid_numbers_are_never_one_person_for_sure() {
    let autre = "KLEIN/LEA/1990-05-05//2900568066013";
    assert_eq!(verdict(LEA, autre, Lien::Aucun), Verdict::Autre);
    let Verdict::Doute(_, raisons) = verdict(LEA, autre, Lien::MemeDossier) else { panic!("not asked") };
    assert!(raisons.contains(&Raison::AutreNir));
}

#[rstest]
#[case::only_here((true, true), (false, true), Issue::Ici)]
#[case::gone_there_but_closed_here((true, false), (false, true), Issue::Ici)]
#[case::the_other_is_closed((true, true), (true, false), Issue::Ici)]
#[case::this_one_is_closed((true, false), (true, true), Issue::LaBas)]
#[case::both((true, true), (true, true), Issue::Deux)]
#[case::both_closed_and_this_one_older((true, false), (true, false), Issue::LaBas)]
fn a_person_goes_on_where_she_is_named_and_the_right_is_open(
    #[case] ici: (bool, bool),
    #[case] la_bas: (bool, bool),
    #[case] attendue: Issue,
) {
    let situation = |(nommee, ouvert), annee| {
        let demande_le = NaiveDate::from_ymd_opt(annee, 1, 1).unwrap();
        Situation { nommee, ouvert, demande_le }
    };
    assert_eq!(departager(&situation(ici, 2020), &situation(la_bas, 2022)), attendue);
}

#[test]
fn every_answer_can_be_taken_back_and_no_flow_touches_it() {
    for etat in [EtatRapprochement::Confirme, EtatRapprochement::Ecarte] {
        let rouverte = transition(etat, GesteRapprochement::Rouvrir, Auteur::Agent);
        assert_eq!(rouverte, Ok(EtatRapprochement::Ouvert));
    }
    assert!(transition(EtatRapprochement::Ecarte, GesteRapprochement::Confirmer, Auteur::Flux).is_err());
    assert!(transition(EtatRapprochement::Ecarte, GesteRapprochement::Confirmer, Auteur::Agent).is_err());
    assert!(EtatRapprochement::Annule.gestes().is_empty());
}

#[test]
fn a_decision_says_what_shows_it() {
    let saisie = |motif: &str| SaisieGesteRapprochement {
        geste: GesteRapprochement::Confirmer,
        motif: motif.to_owned(),
    };
    assert_eq!(GesteLu::lire(&saisie(" ")).unwrap_err()[0].champ, "motif");
    assert_eq!(GesteLu::lire(&saisie("Vu avec la caisse.")).unwrap().motif(), Some("Vu avec la caisse."));
}

#[test]
fn reasons_are_read_back_from_their_codes() {
    let toutes = Raison::TOUS.to_vec();
    assert_eq!(Raison::des_codes(&Raison::en_codes(&toutes)), toutes);
    assert_eq!(Raison::des_codes(""), []);
}

/// Some identities close to one another, with a number or none, temporary or not.
fn identite() -> impl Strategy<Value = String> {
    let nom = prop::sample::select(vec!["KLEIN", "KLEINE", "DE KLEIN", "MEYER"]);
    let prenom = prop::sample::select(vec!["LEA", "LÉA", "LEO", "LEA+MARIE", "MARIE LEA", "LEONIE"]);
    let jour = prop::sample::select(vec!["1990-05-05", "1990-05-06", "1990-01-01O", "1991-05-05"]);
    let rang = prop::sample::select(vec!["", "1", "2"]);
    let nir =
        prop::sample::select(vec!["", "2900568066012", "2900568066013", "8900568066012", "1900568066012"]);
    (nom, prenom, jour, rang, nir).prop_map(|(n, p, j, r, nir)| format!("{n}/{p}/{j}/{r}/{nir}"))
}

proptest! {
    #[test]
    fn the_order_of_the_two_says_nothing(un in identite(), autre in identite()) {
        for lien in [Lien::Aucun, Lien::MemeDossier, Lien::DemandePrecedente] {
            prop_assert_eq!(verdict(&un, &autre, lien), verdict(&autre, &un, lien));
        }
    }

    /// Neither a homonym nor a twin: without one definitive number of both, nothing is certain.
    #[test]
    fn two_dossiers_that_nothing_links_are_joined_by_a_definitive_number_alone(un in identite(), autre in identite()) {
        if let Verdict::Meme(_) = verdict(&un, &autre, Lien::Aucun) {
            let (un, autre) = (civil(&un), civil(&autre));
            prop_assert!(un.nir_definitif().is_some() && un.nir_definitif() == autre.nir_definitif());
            prop_assert!(un.noms().memes_prenoms(autre.noms()) && un.rang_compatible(&autre));
        }
    }

    #[test]
    fn two_definitive_numbers_are_never_one_person_for_sure(un in identite(), autre in identite(), lien in 0..3_usize) {
        let lien = [Lien::Aucun, Lien::MemeDossier, Lien::DemandePrecedente][lien];
        let sont_deux = civil(&un).autre_nir(&civil(&autre));
        prop_assert!(!sont_deux || !matches!(verdict(&un, &autre, lien), Verdict::Meme(_)));
    }

    #[test]
    fn a_doubt_always_says_why_and_is_never_certain(un in identite(), autre in identite()) {
        if let Verdict::Doute(score, raisons) = verdict(&un, &autre, Lien::Aucun) {
            prop_assert!(!raisons.is_empty() && (1..100).contains(&score.valeur()));
        }
    }
}
