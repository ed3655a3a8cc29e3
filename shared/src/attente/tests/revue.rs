//! When the review of a social orientation is due (CASF L262-31).

use super::*;
use crate::date::ajouter_mois;

/// When the review is due, on a day.
fn revue(faits: &Faits, quand: &str) -> Option<NaiveDate> {
    let toutes = suite(faits, &Regles::default());
    du_moment(&toutes, midi(quand)).iter().find(|lue| lue.quoi == Attendu::RevueSociale)?.limite
}

#[test]
fn the_review_of_2025_runs_from_the_last_signature_of_the_contract_and_waits_for_one() {
    let mut faits = oriente(orientation(SorteOrientation::Social, "2026-01-05", None));
    assert_eq!(revue(&faits, "2026-12-01"), None, "no contract, no review");
    faits.cer = vec![cer(1, EtatCer::Signe, "2026-02-10", "2027-02-09")];
    assert_eq!(revue(&faits, "2026-02-09"), None, "not signed yet");
    assert_eq!(revue(&faits, "2026-02-10"), Some(jour("2026-08-10")));
    let revision = CerConnu {
        sorte: Some(Sorte::Avenant),
        avenant_de: Some(1),
        signe_le: Some(jour("2026-05-31")),
        ..cer(2, EtatCer::Valide, "2026-02-10", "2027-02-09")
    };
    faits.cer.push(revision);
    assert_eq!(revue(&faits, "2026-06-01"), Some(jour("2026-11-30")), "a revision moves it");
    faits.orientations[0].orientation.sorte = SorteOrientation::Socioprofessionnel;
    assert_eq!(revue(&faits, "2026-06-01"), None);
}

#[rstest]
#[case(EtatCer::Brouillon, false)]
#[case(EtatCer::Signe, true)]
#[case(EtatCer::Transmis, true)]
#[case(EtatCer::ACompleter, false)]
#[case(EtatCer::Refuse, false)]
#[case(EtatCer::Annule, false)]
#[case(EtatCer::Abandonne, false)]
#[case(EtatCer::Rompu, true)]
#[case(EtatCer::Valide, true)]
fn a_signature_that_was_undone_starts_no_review(#[case] etat: EtatCer, #[case] datee: bool) {
    let mut faits = oriente(orientation(SorteOrientation::Social, "2026-01-05", None));
    faits.cer = vec![cer(1, etat, "2026-02-10", "2027-02-09")];
    assert_eq!(revue(&faits, "2026-03-01").is_some(), datee);
}

/// Decided under the text of 2016, with the contract of that time or none: its date stays, until a
/// contract is signed under the one of 2025.
#[test]
fn the_review_of_2016_keeps_its_date_until_a_contract_is_signed_since_2025() {
    let mut faits = oriente(orientation(SorteOrientation::Social, "2024-11-04", None));
    assert_eq!(revue(&faits, "2025-01-15"), Some(jour("2025-05-04")));
    faits.cer = vec![cer(1, EtatCer::Valide, "2024-12-10", "2025-06-09")];
    assert_eq!(revue(&faits, "2025-01-15"), Some(jour("2025-05-04")));
    faits.cer.push(cer(2, EtatCer::Valide, "2025-06-10", "2025-12-09"));
    assert_eq!(revue(&faits, "2025-06-11"), Some(jour("2025-12-10")));
}

#[test]
fn a_contract_signed_under_another_orientation_starts_no_review() {
    let mut faits = oriente(orientation(SorteOrientation::Social, "2026-03-02", None));
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-10", "2027-02-09")];
    assert_eq!(revue(&faits, "2026-03-10"), None);
}

proptest! {
    /// Since 2025 a review follows the last signature by six months and stands from that day on; one
    /// signature more never brings it forward.
    #[test]
    fn a_review_follows_the_last_signature(
        signatures in prop::collection::vec(0..500_u64, 0..5), age in 0..700_u64,
    ) {
        let debut = jour("2025-03-03");
        let mut faits = oriente(orientation(SorteOrientation::Social, "2025-03-03", None));
        let quand = (debut + Days::new(age)).to_string();
        let mut precedente = None;
        for (rang, signe) in (1..).zip(&signatures) {
            let signe_le = debut + Days::new(*signe);
            faits.cer.push(CerConnu { signe_le: Some(signe_le), ..cer(rang, EtatCer::Valide, "2025-03-03", "2026-03-02") });
            let limite = revue(&faits, &quand);
            prop_assert!(limite >= precedente || limite.is_none());
            precedente = limite;
        }
        let derniere = signatures.iter().max().map(|jours| debut + Days::new(*jours));
        let attendue = derniere.filter(|signe_le| signe_le.to_string() <= quand);
        prop_assert_eq!(revue(&faits, &quand), attendue.map(|signe_le| ajouter_mois(signe_le, 6)));
    }
}

/// The decree gives twelve months to whom the CTSA found in its cases; the text of 2016 let it go as far.
#[test]
fn a_review_that_was_put_off_comes_after_twelve_months_and_back_after_six() {
    let mut faits = oriente(orientation(SorteOrientation::Social, "2026-01-05", None));
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-10", "2027-02-09")];
    faits.orientations[0].orientation.prolongee = true;
    assert_eq!(revue(&faits, "2026-03-01"), Some(jour("2027-02-10")));
    let toutes = suite(&faits, &Regles::default());
    let regle = toutes.iter().find(|lue| lue.quoi == Attendu::RevueSociale).and_then(|lue| lue.regle);
    assert_eq!(regle.map(|regle| regle.cle), Some(Cle::RevueSocialProlongee), "told by its own article");
    faits.orientations[0].orientation.prolongee = false;
    assert_eq!(revue(&faits, "2026-03-01"), Some(jour("2026-08-10")));
    let mut ancienne = oriente(orientation(SorteOrientation::Social, "2024-11-04", None));
    ancienne.orientations[0].orientation.prolongee = true;
    assert_eq!(revue(&ancienne, "2025-01-15"), Some(jour("2025-11-04")));
    // Of another kind of support there is no review at all.
    faits.orientations[0].orientation.sorte = SorteOrientation::Professionnel;
    faits.orientations[0].orientation.prolongee = true;
    assert_eq!(revue(&faits, "2026-03-01"), None);
}
