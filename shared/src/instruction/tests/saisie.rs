//! What is typed: each kind asks for what it alone says, and dates are in order.

use rstest::rstest;

use super::*;
use crate::erreur::ErreurChamp;

fn refuses(lu: Result<impl std::fmt::Debug, Vec<ErreurChamp>>) -> Vec<(String, String)> {
    lu.unwrap_err().into_iter().map(|erreur| (erreur.champ, erreur.code)).collect()
}

fn paire(champ: &str, code: &str) -> (String, String) {
    (champ.to_owned(), code.to_owned())
}

#[test]
fn each_kind_asks_for_what_it_alone_says() {
    let lire = |saisie: &SaisieInstruction| InstructionDemandee::lire(saisie, jour("2026-12-01"));
    let recue = SaisieInstruction { recue_le: "02/11/2026".into(), ..SaisieInstruction::default() };
    assert_eq!(refuses(lire(&recue)), [paire("sorte", "choix_absent")]);
    let de = |sorte| SaisieInstruction { sorte: Some(sorte), ..recue.clone() };
    let champs = |sorte| refuses(lire(&de(sorte))).into_iter().map(|(champ, _)| champ).collect::<Vec<_>>();
    assert_eq!(champs(SorteInstruction::Derogation), ["genre", "moment"]);
    assert_eq!(champs(SorteInstruction::Remise), ["montant", "motif_remise"]);
    assert_eq!(champs(SorteInstruction::Recours), ["contre"]);
    assert_eq!(champs(SorteInstruction::EvaluationTi), ["initiative"]);
    // What another kind asks for is not read.
    let saisie = SaisieInstruction {
        initiative: Some(Initiative::Personne),
        montant: "douze".into(),
        ..de(SorteInstruction::EvaluationTi)
    };
    let lue = lire(&saisie).expect("whole");
    assert_eq!(*lue.objet(), ObjetInstruction::EvaluationTi { initiative: Initiative::Personne });
}

#[rstest]
#[case::future("02/12/2026", "", "recue_le", "date_future")]
#[case::before_the_rsa("02/12/2008", "", "recue_le", "date_anterieure")]
#[case::contested_after("02/11/2026", "03/11/2026", "contestee_le", "date_posterieure")]
fn the_dates_of_a_request_are_in_order(
    #[case] recue_le: &str,
    #[case] contestee_le: &str,
    #[case] champ: &str,
    #[case] code: &str,
) {
    let saisie = SaisieInstruction {
        sorte: Some(SorteInstruction::Recours),
        recue_le: recue_le.into(),
        contre: Some(DecisionContestee::Indu),
        contestee_le: contestee_le.into(),
        ..SaisieInstruction::default()
    };
    let lue = InstructionDemandee::lire(&saisie, jour("2026-12-01"));
    assert_eq!(refuses(lue), [paire(champ, code)]);
}

#[test]
fn a_precision_goes_through_the_guard_of_comments() {
    let saisie = SaisieInstruction {
        sorte: Some(SorteInstruction::EvaluationTi),
        recue_le: "02/11/2026".into(),
        initiative: Some(Initiative::Departement),
        precision: "Elle est dépressive.".into(),
        ..SaisieInstruction::default()
    };
    let lue = InstructionDemandee::lire(&saisie, jour("2026-12-01"));
    assert_eq!(refuses(lue), [paire("precision", "commentaire_garde")]);
}

#[rstest]
#[case::nothing("", "montant_absent")]
#[case::nought("0", "montant_nul")]
#[case::more_than_the_debt("300,01", "montant_superieur")]
fn a_waiver_is_of_a_part_of_the_debt(#[case] montant: &str, #[case] code: &str) {
    let saisie = SaisieConclusion {
        issue: Some(IssueInstruction::Accord),
        montant: montant.into(),
        ..SaisieConclusion::default()
    };
    assert_eq!(refuses(ConclusionInstruction::lire(&saisie, &contexte(remise()))), [paire("montant", code)]);
}

#[test]
fn a_refusal_has_a_reason_of_its_kind() {
    let saisie = SaisieConclusion {
        issue: Some(IssueInstruction::Refus),
        motif_refus: Some(MotifRefus::CreanceExclue),
        ..SaisieConclusion::default()
    };
    assert_eq!(
        refuses(ConclusionInstruction::lire(&saisie, &contexte(derogation()))),
        [paire("motif_refus", "choix_absent")]
    );
    assert!(ConclusionInstruction::lire(&saisie, &contexte(remise())).is_ok());
    for sorte in SorteInstruction::TOUS {
        assert!(MotifRefus::de(*sorte).count() >= 2, "{sorte:?}");
    }
}

#[rstest]
#[case("30/11/2026", "01/12/2026", "au", "fin_avant_debut")]
#[case("30/11/2027", "01/01/2029", "du", "date_lointaine")]
fn a_derogation_ends_after_it_begins_and_begins_soon(
    #[case] au: &str,
    #[case] du: &str,
    #[case] champ: &str,
    #[case] code: &str,
) {
    let saisie = SaisieConclusion { du: du.into(), au: au.into(), ..accord() };
    let refus = refuses(ConclusionInstruction::lire(&saisie, &contexte(derogation())));
    assert_eq!(refus[0], paire(champ, code));
}

#[test]
fn what_is_sent_is_dated_in_order_with_a_means_and_what_is_sent_back_says_why() {
    let decidee = ContexteInstruction { decidee_le: Some(jour("2026-11-20")), ..contexte(derogation()) };
    let notifier = SaisieGesteInstruction {
        le: "19/11/2026".into(),
        ..SaisieGesteInstruction::seul(GesteInstruction::Notifier)
    };
    assert_eq!(
        refuses(GesteLu::lire(&notifier, &decidee)),
        [paire("le", "date_anterieure"), paire("moyen_notification", "choix_absent")]
    );
    let renvoyer = SaisieGesteInstruction::seul(GesteInstruction::Renvoyer);
    assert_eq!(refuses(GesteLu::lire(&renvoyer, &decidee)), [paire("note", "note_absente")]);
    let decider = SaisieGesteInstruction::seul(GesteInstruction::Decider);
    assert_eq!(refuses(GesteLu::lire(&decider, &decidee)), [paire("geste", "geste_a_part")]);
    let annuler = SaisieGesteInstruction::seul(GesteInstruction::Annuler);
    assert_eq!(GesteLu::lire(&annuler, &decidee), Ok(None));
}
