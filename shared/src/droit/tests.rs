//! The life of a request and its deadlines.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn le(jour: &str) -> NaiveDate {
    jour.parse().unwrap()
}

fn codes<T: std::fmt::Debug>(lu: Result<T, Vec<crate::erreur::ErreurChamp>>) -> Vec<String> {
    lu.unwrap_err().into_iter().map(|e| format!("{}:{}", e.champ, e.code)).collect()
}

#[rstest]
#[case("2026-11-22", false, "2026-12-22")]
#[case("2026-01-31", false, "2026-02-28")]
#[case("2028-01-30", false, "2028-02-29")]
#[case("2026-11-22", true, "2027-02-22")]
#[case("2026-01-31", true, "2026-04-30")]
#[case("2026-11-30", true, "2027-02-28")]
fn the_deadline_is_one_month_or_three(#[case] recue: &str, #[case] prolongee: bool, #[case] limite: &str) {
    let (lue, article) = echeance_demande(&Regles::default(), le(recue), prolongee).unwrap();
    assert_eq!((lue, article.as_str()), (le(limite), "RGPD art. 12.3"));
}

#[test]
fn before_the_rgpd_two_months_and_no_extension() {
    for prolongee in [false, true] {
        let (limite, _) = echeance_demande(&Regles::default(), le("2018-05-24"), prolongee).unwrap();
        assert_eq!(limite, le("2018-07-24"));
    }
}

proptest! {
    /// The same day number, or the last day of a shorter month; an extension never shortens.
    #[test]
    fn the_deadline_keeps_the_day_of_the_month(jours in 0..20_000_i64) {
        let recue = le("2018-05-25") + chrono::TimeDelta::days(jours);
        let regles = Regles::default();
        let (limite, _) = echeance_demande(&regles, recue, false).unwrap();
        let (plus_tard, _) = echeance_demande(&regles, recue, true).unwrap();
        let dernier = limite.succ_opt().unwrap().day() == 1;
        prop_assert!(limite.day() == recue.day() || (dernier && limite.day() < recue.day()));
        prop_assert!(limite < plus_tard);
    }
}

#[test]
fn a_closed_request_changes_no_more_and_closes_the_dossier() {
    for etat in [EtatDemande::Repondue, EtatDemande::Refusee] {
        assert!(etat.est_close() && !etat.ouvre_le_dossier());
        assert_eq!(gestes_possibles(etat).count(), 0);
    }
    assert!(!EtatDemande::Recue.ouvre_le_dossier(), "nobody is identified yet");
    for (etat, geste) in
        EtatDemande::TOUS.iter().flat_map(|e| GesteDemande::TOUS.iter().map(move |g| (*e, *g)))
    {
        if let Ok(apres) = transition(etat, geste) {
            assert!(apres >= etat, "{etat:?} {geste:?}");
            assert!(
                geste == GesteDemande::Prolonger || transition(apres, geste).is_err(),
                "no gesture twice"
            );
        }
    }
}

#[rstest]
#[case("", "", &["sorte:sorte_absente", "recue_le:date_absente"])]
#[case("acces", "23/11/2026", &["recue_le:date_future"])]
#[case("acces", "1/1/2025", &["recue_le:date_ancienne"])]
#[case("rectification", "20/11/2026", &["objet:objet_absent"])]
fn a_request_is_refused(#[case] sorte: &str, #[case] recue_le: &str, #[case] attendus: &[&str]) {
    let saisie = SaisieDemande {
        sorte: SorteDemande::du_code(sorte),
        recue_le: recue_le.into(),
        objet: String::new(),
    };
    assert_eq!(codes(DemandeLue::lire(&saisie, le("2026-11-22"))), attendus);
}

#[rstest]
#[case(DonneeRectifiable::Adresse, IssueRectification::Effectuee, "12 rue neuve", &["issue:issue_source"])]
#[case(DonneeRectifiable::Cer, IssueRectification::Effectuee, "autre objectif", &["issue:issue_source"])]
#[case(DonneeRectifiable::OrientationDebut, IssueRectification::Transmise, "3/4/2026", &["issue:issue_source"])]
#[case(DonneeRectifiable::OrientationDebut, IssueRectification::Effectuee, "demain peut-être", &["nouvelle:date_forme"])]
#[case(DonneeRectifiable::OrientationDebut, IssueRectification::Effectuee, "3/4/2027", &["nouvelle:date_future"])]
#[case(DonneeRectifiable::OrientationDebut, IssueRectification::Effectuee, " ", &["nouvelle:nouvelle_absente"])]
#[case(DonneeRectifiable::RendezVousNote, IssueRectification::Refusee, "", &["nouvelle:nouvelle_absente"])]
#[case(DonneeRectifiable::RendezVousLieu, IssueRectification::Effectuee, &"x".repeat(121), &["nouvelle:trop_long"])]
fn each_datum_is_corrected_where_it_is(
    #[case] donnee: DonneeRectifiable,
    #[case] issue: IssueRectification,
    #[case] nouvelle: &str,
    #[case] attendus: &[&str],
) {
    let saisie = SaisieRectification {
        donnee: Some(donnee),
        issue: Some(issue),
        cible: Some(1),
        nouvelle: nouvelle.into(),
        motif: "Pièce fournie par la personne.".into(),
    };
    assert_eq!(codes(RectificationLue::lire(&saisie, le("2026-11-22"))), attendus);
}

#[rstest]
#[case(DonneeRectifiable::RendezVousNote)]
#[case(DonneeRectifiable::RendezVousLieu)]
fn a_false_text_is_erased(#[case] donnee: DonneeRectifiable) {
    let saisie = SaisieRectification {
        donnee: Some(donnee),
        issue: Some(IssueRectification::Effectuee),
        cible: Some(1),
        nouvelle: "  ".into(),
        motif: "Ce rendez-vous concernait quelqu’un d’autre.".into(),
    };
    assert_eq!(RectificationLue::lire(&saisie, le("2026-11-22")).unwrap().nouvelle, "");
}

#[test]
fn an_answer_needs_what_was_asked_for() {
    let manque = |sorte, extraits, lignes| a_faire_avant_de_repondre(sorte, extraits, lignes).is_some();
    assert!(manque(SorteDemande::Acces, 0, 0) && manque(SorteDemande::Acces, 0, 2));
    assert!(manque(SorteDemande::Rectification, 0, 0) && manque(SorteDemande::Rectification, 3, 0));
    assert!(!manque(SorteDemande::Acces, 1, 0) && !manque(SorteDemande::Rectification, 0, 1));
}
