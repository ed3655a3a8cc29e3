//! The table of states, what is typed, and what the delay says.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::cer::Acteur;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a date")
}

fn fil(etat: EtatReorientation, repondue_le: Option<&str>) -> FilReorientation {
    FilReorientation {
        structure: "ALSA".into(),
        motif: MotifReorientation::EmploiPossible,
        sorte: None,
        note: "Formation terminée en mars.".into(),
        etat,
        partie_le: None,
        demandee_le: jour("2026-12-01"),
        limite: Some(jour("2026-12-31")),
        repondue_le: repondue_le.map(jour),
        lue: false,
        etapes: Vec::new(),
    }
}

#[test]
fn the_usual_life_of_a_request() {
    use Acteur::{Departement, Structure};
    let mut etat = EtatReorientation::Demandee;
    for (geste, acteur) in [
        (GesteReorientation::Instruire, Departement),
        (GesteReorientation::Accepter, Departement),
        (GesteReorientation::Rouvrir, Departement),
        (GesteReorientation::Refuser, Departement),
        (GesteReorientation::Lire, Structure),
    ] {
        etat = transition(etat, geste, acteur).expect("allowed");
    }
    assert_eq!(etat, EtatReorientation::Refusee);
}

#[test]
fn a_refused_gesture_says_what_to_do() {
    let refus = |etat, geste, acteur| transition(etat, geste, acteur).unwrap_err();
    let reserve = refus(EtatReorientation::EnInstruction, GesteReorientation::Refuser, Acteur::Structure);
    assert_eq!(reserve.code, "geste_reserve");
    assert!(reserve.message.contains("Département"));
    let reserve = refus(EtatReorientation::Demandee, GesteReorientation::Retirer, Acteur::Departement);
    assert!(reserve.message.contains("structure"));
    let trop_tot = refus(EtatReorientation::Demandee, GesteReorientation::Refuser, Acteur::Departement);
    assert_eq!(trop_tot.code, "geste_impossible");
    assert!(trop_tot.message.contains("prenez-la d’abord"));
}

#[rstest]
#[case::no_reason(None, "Formation terminée.", "motif", "choix_absent")]
#[case::no_note(Some(MotifReorientation::DemandePersonne), "  ", "note", "choix_absent")]
#[case::health(
    Some(MotifReorientation::DemandePersonne),
    "Elle est dépressive.",
    "note",
    "commentaire_garde"
)]
fn a_request_that_can_t_be_is_refused_on_its_field(
    #[case] motif: Option<MotifReorientation>,
    #[case] note: &str,
    #[case] champ: &str,
    #[case] code: &str,
) {
    let saisie = SaisieReorientation { motif, sorte: None, note: note.into() };
    let refus = ReorientationDemandee::lire(&saisie).unwrap_err();
    assert_eq!((refus[0].champ.as_str(), refus[0].code.as_str()), (champ, code), "{refus:?}");
}

#[test]
fn a_note_over_its_cap_and_a_refusal_without_a_reason_are_told() {
    let motif = Some(MotifReorientation::DemandePersonne);
    let longue = SaisieReorientation { motif, sorte: None, note: "a".repeat(LONGUEUR_NOTE + 1) };
    assert_eq!(ReorientationDemandee::lire(&longue).unwrap_err()[0].code, "trop_long");
    let muet = SaisieGesteReorientation::seul(GesteReorientation::Refuser);
    assert_eq!(GesteLu::lire(&muet).unwrap_err()[0].code, "motif_absent");
    let retrait = SaisieGesteReorientation::seul(GesteReorientation::Retirer);
    assert_eq!(GesteLu::lire(&retrait).expect("no reason is asked for").motif(), None);
}

#[rstest]
#[case(
    EtatReorientation::Demandee,
    None,
    "2026-12-13",
    Some("Réponse attendue avant le 31/12/2026 (dans 18 jours)")
)]
#[case(
    EtatReorientation::EnInstruction,
    None,
    "2026-12-31",
    Some("Réponse attendue avant le 31/12/2026 (aujourd'hui)")
)]
#[case(
    EtatReorientation::EnInstruction,
    None,
    "2027-01-03",
    Some("Réponse attendue avant le 31/12/2026 : délai dépassé de 3 jours")
)]
#[case(EtatReorientation::Refusee, Some("2026-12-13"), "2027-06-01", Some("Réponse donnée en 12 jours"))]
#[case(EtatReorientation::Acceptee, Some("2026-12-01"), "2027-06-01", Some("Réponse donnée en 1 jour"))]
#[case(
    EtatReorientation::SansObjet,
    Some("2027-01-10"),
    "2027-06-01",
    Some("Réponse donnée en 40 jours, 10 jours au-delà du délai")
)]
#[case(EtatReorientation::Retiree, None, "2027-06-01", None)]
fn the_delay_is_said_left_overrun_or_taken(
    #[case] etat: EtatReorientation,
    #[case] repondue_le: Option<&str>,
    #[case] aujourdhui: &str,
    #[case] attendu: Option<&str>,
) {
    assert_eq!(fil(etat, repondue_le).delai(jour(aujourdhui)).as_deref(), attendu);
}

#[test]
fn an_answer_is_read_once() {
    let mut fil = fil(EtatReorientation::Refusee, Some("2026-12-13"));
    assert_eq!(fil.gestes(Acteur::Structure).collect::<Vec<_>>(), [GesteReorientation::Lire]);
    fil.lue = true;
    assert_eq!(fil.gestes(Acteur::Structure).count(), 0);
}

proptest! {
    /// Whatever is tried by whom in any order: the Département alone answers, the structure alone
    /// withdraws and reads, a withdrawn request never changes, and a refusal is always taken up first.
    #[test]
    fn the_table_of_states_holds(
        essais in prop::collection::vec(
            (prop::sample::select(GesteReorientation::TOUS), prop::sample::select(Acteur::TOUS)), 1..30,
        ),
    ) {
        let mut etat = EtatReorientation::Demandee;
        for (geste, acteur) in essais {
            let Ok(apres) = transition(etat, geste, acteur) else { continue };
            prop_assert!(etat != EtatReorientation::Retiree);
            let de_la_structure = matches!(geste, GesteReorientation::Retirer | GesteReorientation::Lire);
            prop_assert_eq!(acteur == Acteur::Structure, de_la_structure);
            prop_assert_eq!(geste == GesteReorientation::Lire, etat == apres);
            if apres == EtatReorientation::Refusee && etat != apres {
                prop_assert_eq!(etat, EtatReorientation::EnInstruction);
            }
            if !etat.est_ouverte() && apres.est_ouverte() {
                prop_assert_eq!(geste, GesteReorientation::Rouvrir);
            }
            prop_assert!(geste != GesteReorientation::Demander, "a request begins, nothing leads to it");
            etat = apres;
        }
    }

    /// In time or late, never both; what is open and late is said so.
    #[test]
    fn the_delay_agrees_with_the_date(jours in 0..200_u64) {
        let (fil, la) = (fil(EtatReorientation::Demandee, None), jour("2026-12-01") + Days::new(jours));
        let dit = fil.delai(la).expect("a delay");
        prop_assert_eq!(dit.contains("dépassé"), fil.en_retard(la));
    }
}

#[test]
fn a_request_about_who_is_gone_says_so_and_no_delay() {
    let partie_le = Some(jour("2026-12-05"));
    let ouverte = fil(EtatReorientation::Demandee, None);
    assert_eq!(ouverte.sans_suite(), None);
    let partie = FilReorientation { partie_le, ..fil(EtatReorientation::SansObjet, None) };
    assert_eq!((partie.delai(jour("2027-02-01")), partie.en_retard(jour("2027-02-01"))), (None, false));
    let dit = partie.sans_suite().unwrap();
    assert!(dit.contains("a quitté le foyer le 05/12/2026"), "{dit}");
}
