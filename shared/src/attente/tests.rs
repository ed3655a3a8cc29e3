//! What is awaited of whom, and until when.

mod ecart;
mod instruction;
mod revue;

use chrono::{Days, NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::cer::{EtatCer, Sorte};
use crate::parcours::{Orientation, SorteOrientation};
use crate::regle::Regles;

const ALSA: i64 = 1;
const REAGIR: i64 = 2;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a date")
}

fn midi(texte: &str) -> NaiveDateTime {
    jour(texte).and_hms_opt(12, 0, 0).expect("an hour")
}

fn orientation(sorte: SorteOrientation, debut: &str, notifiee_le: Option<&str>) -> OrientationConnue {
    let notifiee_le = notifiee_le.map(jour);
    OrientationConnue {
        structure: ALSA,
        sans_compte: false,
        orientation: Orientation {
            sorte,
            decidee_le: jour(debut),
            notifiee_le,
            debut: jour(debut),
            fin: None,
            prolongee: false,
        },
    }
}

fn oriente(orientation: OrientationConnue) -> Faits {
    let toujours = ReferentConnu { agent: 7, debut: jour("2009-06-01"), fin: None };
    Faits {
        droit_en_cours: true,
        soumis: true,
        orientations: vec![orientation],
        referents: vec![toujours],
        ..Faits::default()
    }
}

fn cer(id: i64, etat: EtatCer, debut: &str, fin: &str) -> CerConnu {
    CerConnu {
        id,
        structure: ALSA,
        referent: 7,
        etat,
        sorte: Some(Sorte::Premier),
        avenant_de: None,
        precedent: None,
        periode: Some((jour(debut), jour(fin))),
        signe_le: Some(jour(debut)),
        depuis: jour(debut),
    }
}

fn vues(faits: &Faits, aujourdhui: &str) -> Vec<(&'static str, String, &'static str)> {
    let toutes = suite(faits, &Regles::default());
    let jour = jour(aujourdhui);
    let vue = |lue: &Attente| {
        let date = lue.limite.unwrap_or(lue.depuis).to_string();
        (lue.quoi.code(), date, lue.etat_le(jour).map_or("", EtatEcheance::code))
    };
    du_moment(&toutes, midi(aujourdhui)).into_iter().map(vue).collect()
}

#[test]
fn the_delay_of_2016_runs_from_the_decision_and_depends_on_the_orientation() {
    let sociale = oriente(orientation(SorteOrientation::Social, "2015-12-31", Some("2016-01-10")));
    assert_eq!(
        vues(&sociale, "2016-02-01"),
        [("contrat", "2016-02-29".into(), "proche"), ("revue_sociale", "2016-06-30".into(), "a_venir")]
    );
    let emploi = oriente(orientation(SorteOrientation::Professionnel, "2016-01-31", None));
    assert_eq!(vues(&emploi, "2016-02-01"), [("contrat", "2016-02-29".into(), "proche")]);
}

#[test]
fn the_delay_of_2025_runs_from_the_notification_and_from_the_decision_while_it_is_not_known() {
    let notifiee = oriente(orientation(SorteOrientation::Professionnel, "2026-05-04", Some("2026-05-11")));
    assert_eq!(vues(&notifiee, "2026-06-12"), [("contrat", "2026-06-11".into(), "depassee")]);
    let sans = oriente(orientation(SorteOrientation::Professionnel, "2026-05-04", None));
    assert_eq!(vues(&sans, "2026-05-05"), [("contrat", "2026-06-04".into(), "proche")]);
}

#[test]
fn a_running_contract_gives_way_to_its_renewal() {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-01", "2026-07-31")];
    let renouveler = |etat| [("renouvellement", "2026-07-31".to_owned(), etat)];
    assert_eq!(vues(&faits, "2026-05-31"), renouveler("a_venir"));
    assert_eq!(vues(&faits, "2026-06-01"), renouveler("proche"));
    assert_eq!(vues(&faits, "2026-08-01"), renouveler("depassee"));
    faits.cer = vec![cer(1, EtatCer::Valide, "2025-01-01", "2025-06-30")];
    assert_eq!(vues(&faits, "2026-01-10")[0].0, "contrat");
}

/// The complaint: « conclure le CER » stayed red after it was signed and sent.
#[rstest]
#[case(EtatCer::Brouillon, &["contrat", "brouillon"])]
#[case(EtatCer::Signe, &["cer_a_transmettre"])]
#[case(EtatCer::Transmis, &["cer_a_decider"])]
#[case(EtatCer::ACompleter, &["cer_a_completer"])]
#[case(EtatCer::Refuse, &["contrat"])]
#[case(EtatCer::Annule, &["contrat"])]
#[case(EtatCer::Abandonne, &["contrat"])]
#[case(EtatCer::Valide, &["renouvellement"])]
fn a_contract_on_its_way_takes_the_place_of_the_one_to_conclude(
    #[case] etat: EtatCer,
    #[case] attendues: &[&str],
) {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    faits.cer = vec![cer(1, etat, "2026-02-01", "2026-07-31")];
    let codes: Vec<_> = vues(&faits, "2026-03-20").into_iter().map(|vue| vue.0).collect();
    assert_eq!(codes, attendues);
}

#[test]
fn a_correction_takes_the_place_of_what_was_sent_back() {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    let correction =
        CerConnu { precedent: Some(1), ..cer(2, EtatCer::Brouillon, "2026-03-01", "2026-08-31") };
    faits.cer = vec![cer(1, EtatCer::ACompleter, "2026-02-01", "2026-07-31"), correction];
    let codes = |faits: &Faits| vues(faits, "2026-03-20").into_iter().map(|vue| vue.0).collect::<Vec<_>>();
    assert_eq!(codes(&faits), ["contrat", "brouillon"]);
    faits.cer[1].etat = EtatCer::Transmis;
    assert_eq!(codes(&faits), ["cer_a_decider"]);
    faits.cer[1].etat = EtatCer::Abandonne;
    assert_eq!(codes(&faits), ["cer_a_completer"]);
}

#[test]
fn an_avenant_on_its_way_leaves_the_renewal_due() {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    let avenant = CerConnu {
        sorte: Some(Sorte::Avenant),
        avenant_de: Some(1),
        ..cer(2, EtatCer::Transmis, "2026-03-01", "2026-07-31")
    };
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-01", "2026-07-31"), avenant];
    let codes: Vec<_> = vues(&faits, "2026-07-20").into_iter().map(|vue| vue.0).collect();
    assert_eq!(codes, ["renouvellement", "cer_a_decider"]);
}

/// What the former structure has not sent is not what the new one waits for.
#[rstest]
#[case(EtatCer::Signe, "contrat")]
#[case(EtatCer::ACompleter, "contrat")]
#[case(EtatCer::Transmis, "cer_a_decider")]
fn what_another_structure_has_in_hand_binds_once_sent(#[case] etat: EtatCer, #[case] premiere: &str) {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    faits.cer = vec![CerConnu { structure: REAGIR, ..cer(1, etat, "2026-02-01", "2026-07-31") }];
    let toutes = suite(&faits, &Regles::default());
    let mut ici = du_moment(&toutes, midi("2026-03-20"));
    ici.retain(|lue| lue.structure == Some(ALSA) || lue.quoi == Attendu::CerADecider);
    assert_eq!(ici[0].quoi.code(), premiere);
}

#[test]
fn who_owes_no_contract_is_late_for_nothing() {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    faits.soumis = false;
    assert!(vues(&faits, "2026-12-01").is_empty());
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-01", "2026-07-31")];
    assert_eq!(vues(&faits, "2026-07-31"), [("renouvellement", "2026-07-31".into(), "proche")]);
    assert!(vues(&faits, "2026-08-01").is_empty());
}

#[test]
fn nothing_is_due_under_a_closed_right_or_orientation() {
    let mut faits = oriente(orientation(SorteOrientation::Social, "2026-01-05", None));
    faits.orientations[0].orientation.fin = Some(jour("2026-03-31"));
    assert!(!vues(&faits, "2026-03-31").is_empty());
    assert!(vues(&faits, "2026-04-01").is_empty());
    faits.droit_en_cours = false;
    assert!(vues(&faits, "2026-03-31").is_empty());
    faits.cer = vec![cer(1, EtatCer::Transmis, "2026-02-01", "2026-07-31")];
    assert_eq!(vues(&faits, "2026-04-01")[0].0, "cer_a_decider", "it was sent: it is decided on");
}

#[test]
fn a_past_review_never_hides_the_contract() {
    let codes =
        |faits: &Faits, quand: &str| vues(faits, quand).into_iter().map(|vue| vue.0).collect::<Vec<_>>();
    let ancienne = oriente(orientation(SorteOrientation::Social, "2016-01-05", None));
    assert_eq!(codes(&ancienne, "2016-12-01"), ["contrat", "revue_sociale"]);
    let mut faits = oriente(orientation(SorteOrientation::Social, "2026-01-05", None));
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-01", "2027-01-31")];
    assert_eq!(codes(&faits, "2026-07-20"), ["revue_sociale", "renouvellement"]);
    assert_eq!(codes(&faits, "2026-08-20"), ["renouvellement", "revue_sociale"]);
}

#[test]
fn a_rendez_vous_is_awaited_from_its_hour() {
    let debut = midi("2026-03-20");
    let faits = Faits {
        rendez_vous: vec![RendezVousPrevu { id: 3, structure: ALSA, referent: 7, debut }],
        ..Faits::default()
    };
    let toutes = suite(&faits, &Regles::default());
    assert!(du_moment(&toutes, debut - chrono::TimeDelta::minutes(1)).is_empty());
    assert_eq!(du_moment(&toutes, debut)[0].objet, Some(3));
}

#[test]
fn a_structure_without_accounts_owes_a_contract_and_no_referent() {
    let suivie = |sans_compte| {
        let connue =
            OrientationConnue { sans_compte, ..orientation(SorteOrientation::Social, "2026-01-05", None) };
        let faits = Faits { referents: Vec::new(), ..oriente(connue) };
        let toutes = suite(&faits, &Regles::default());
        let dues = du_moment(&toutes, midi("2026-01-06"));
        dues.iter().map(|due| (due.quoi, due.limite)).collect::<Vec<_>>()
    };
    let (avec, sans) = (suivie(false), suivie(true));
    assert!(avec.iter().any(|(quoi, _)| *quoi == Attendu::Referent), "{avec:?}");
    let autres: Vec<_> = avec.into_iter().filter(|(quoi, _)| *quoi != Attendu::Referent).collect();
    assert_eq!(sans, autres, "the delays run all the same");
    assert!(sans.iter().any(|(quoi, limite)| *quoi == Attendu::Contrat && limite.is_some()), "{sans:?}");
}

#[test]
fn the_next_orientation_ends_the_one_before() {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    let suivante = OrientationConnue {
        structure: REAGIR,
        ..orientation(SorteOrientation::Professionnel, "2026-03-01", None)
    };
    faits.orientations.push(suivante);
    let toutes = suite(&faits, &Regles::default());
    let a = |toutes: &[Attente], quand| {
        du_moment(toutes, midi(quand))
            .into_iter()
            .filter(|lue| lue.quoi != Attendu::Referent)
            .filter_map(|lue| lue.structure)
            .collect::<Vec<_>>()
    };
    assert_eq!((a(&toutes, "2026-02-28"), a(&toutes, "2026-03-01")), (vec![ALSA], vec![REAGIR]));
    // Once it is over, the one that still holds goes on.
    faits.orientations[1].orientation.fin = Some(jour("2026-03-31"));
    let toutes = suite(&faits, &Regles::default());
    assert_eq!((a(&toutes, "2026-03-31"), a(&toutes, "2026-04-01")), (vec![REAGIR], vec![ALSA]));
}

fn reorientation(repondue_le: Option<&str>) -> ReorientationConnue {
    ReorientationConnue {
        id: 5,
        structure: ALSA,
        agent: 7,
        demandee_le: jour("2026-03-01"),
        repondue_le: repondue_le.map(jour),
    }
}

#[test]
fn a_request_awaits_its_answer_within_its_delay_then_that_the_structure_reads_it() {
    let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
    faits.cer = vec![cer(1, EtatCer::Valide, "2026-02-01", "2026-12-31")];
    let codes = |faits: &Faits, quand: &str| {
        let lues = vues(faits, quand).into_iter().filter(|vue| vue.0 != "renouvellement");
        lues.collect::<Vec<_>>()
    };
    faits.reorientations = vec![reorientation(None)];
    let instruire = |etat| [("reorientation", "2026-03-31".to_owned(), etat)];
    assert_eq!(codes(&faits, "2026-03-01"), instruire("a_venir"));
    assert_eq!(codes(&faits, "2026-03-24"), instruire("proche"));
    assert_eq!(codes(&faits, "2026-04-01"), instruire("depassee"));
    faits.reorientations = vec![reorientation(Some("2026-03-10"))];
    assert_eq!(codes(&faits, "2026-03-10"), [("reponse_reorientation", "2026-03-10".to_owned(), "")]);
    // The structure accompanies no more: it finds the dossier no more either.
    faits.orientations[0].orientation.fin = Some(jour("2026-03-09"));
    assert!(codes(&faits, "2026-03-10").is_empty());
}

fn referents() -> impl Strategy<Value = Vec<ReferentConnu>> {
    let un = (0..5_i64, 0..900_u64, proptest::option::of(0..300_u64));
    prop::collection::vec(un, 0..4).prop_map(|lus| {
        let connu = |(agent, debut, duree): (i64, u64, Option<u64>)| {
            let debut = jour("2025-06-01") + Days::new(debut);
            ReferentConnu { agent, debut, fin: duree.map(|jours| debut + Days::new(jours)) }
        };
        lus.into_iter().map(connu).collect()
    })
}

proptest! {
    /// On any day exactly one of « conclude », « renew » and what is on its way is due; the state follows the
    /// date; a later notification never brings the deadline forward.
    #[test]
    fn deadlines_are_coherent(
        debut in 0..6000_u64, attente in 0..90_u64, age in 0..900_u64,
        contrat in proptest::option::of((0..900_u64, 1..400_u64, prop::sample::select(EtatCer::TOUS))),
        sorte in prop::sample::select(SorteOrientation::TOUS),
    ) {
        let debut = jour("2012-01-01") + Days::new(debut);
        let aujourdhui = debut + Days::new(age);
        let connue = |notifiee_le| OrientationConnue {
            structure: ALSA,
            sans_compte: false,
            orientation: Orientation { sorte, decidee_le: debut, notifiee_le, debut, fin: None, prolongee: age % 2 == 1 },
        };
        let mut faits = oriente(connue(Some(debut + Days::new(attente))));
        faits.cer = contrat.into_iter().map(|(depuis, duree, etat)| {
            let depuis = debut - Days::new(300) + Days::new(depuis);
            CerConnu {
                periode: Some((depuis, depuis + Days::new(duree))), signe_le: Some(depuis), depuis: debut,
                ..cer(1, etat, "2012-01-01", "2012-01-01")
            }
        }).collect();
        let regles = Regles::default();
        let toutes = suite(&faits, &regles);
        let instant = aujourdhui.and_hms_opt(12, 0, 0).unwrap();
        let la = du_moment(&toutes, instant);
        let principale = |lue: &&&Attente| !matches!(lue.quoi, Attendu::RevueSociale | Attendu::Brouillon);
        prop_assert_eq!(la.iter().filter(principale).count(), 1);
        for due in &la {
            prop_assert_eq!(due.limite.is_some(), due.regle.is_some());
            prop_assert_eq!(due.etat_le(aujourdhui) == Some(EtatEcheance::Depassee), due.limite.is_some_and(|l| l < aujourdhui));
        }
        let limite = |lues: &[Attente]| lues.iter().find(|lue| lue.quoi == Attendu::Contrat).and_then(|lue| lue.limite);
        faits.orientations = vec![connue(None)];
        prop_assert!(limite(&toutes) >= limite(&suite(&faits, &regles)));
    }

    /// What a count takes for granted: the structure of such a row accompanies the person while it
    /// stands, and no end of a contract is near beyond the longest horizon.
    #[test]
    fn a_row_of_an_orientation_stands_while_it_does(
        orientations in prop::collection::vec((1..4_i64, 0..600_u64, proptest::option::of(0..300_u64)), 1..4),
        contrat in proptest::option::of((0..600_u64, 1..400_u64)),
        age in 0..1200_u64,
    ) {
        let depart = jour("2025-01-01");
        let mut faits = Faits { droit_en_cours: true, soumis: true, ..Faits::default() };
        faits.orientations = orientations.into_iter().map(|(structure, debut, duree)| {
            let debut = depart + Days::new(debut);
            let (sorte, fin) = (SorteOrientation::Social, duree.map(|jours| debut + Days::new(jours)));
            let orientation = Orientation { sorte, decidee_le: debut, notifiee_le: None, debut, fin, prolongee: false };
            OrientationConnue { structure, sans_compte: structure == 3, orientation }
        }).collect();
        faits.cer = contrat.into_iter().map(|(debut, duree)| {
            let debut = depart + Days::new(debut);
            let periode = Some((debut, debut + Days::new(duree)));
            CerConnu { periode, ..cer(1, EtatCer::Valide, "2025-01-01", "2025-01-01") }
        }).collect();
        faits.reorientations = vec![ReorientationConnue { structure: 1 + i64::try_from(age % 3).unwrap(), ..reorientation(Some("2025-06-01")) }];
        let (regles, la) = (Regles::default(), depart + Days::new(age));
        let horizon = Days::new(plus_long_horizon(&regles).into());
        let instant = la.and_hms_opt(12, 0, 0).unwrap();
        for due in du_moment(&suite(&faits, &regles), instant).into_iter().filter(|due| due.quoi.de_l_orientation()) {
            let tient = |o: &OrientationConnue| {
                Some(o.structure) == due.structure && o.orientation.debut <= la && o.orientation.fin.is_none_or(|fin| la <= fin)
            };
            prop_assert!(faits.orientations.iter().any(tient));
            if due.quoi == Attendu::Renouvellement && due.etat_le(la) == Some(EtatEcheance::Proche) {
                prop_assert!(due.limite.is_some_and(|limite| limite <= la + horizon));
            }
        }
    }

    /// Cutting by référent changes neither what is awaited nor when: each instant has one row, with
    /// the référent of that instant.
    #[test]
    fn each_instant_has_its_referent(referents in referents(), age in 0..1200_u64) {
        let mut faits = oriente(orientation(SorteOrientation::Professionnel, "2026-01-05", None));
        let entiere = suite(&faits, &Regles::default());
        faits.referents = referents;
        let coupee = suite(&faits, &Regles::default());
        let instant = midi("2025-12-01") + chrono::TimeDelta::days(i64::try_from(age).unwrap());
        let (avant, mut apres) = (du_moment(&entiere, instant), du_moment(&coupee, instant));
        let sans = apres.iter().any(|lue| lue.quoi == Attendu::Referent);
        apres.retain(|lue| lue.quoi != Attendu::Referent);
        prop_assert_eq!(avant.len(), apres.len());
        let la = |r: &&ReferentConnu| r.debut <= instant.date() && r.fin.is_none_or(|fin| instant.date() <= fin);
        let attendu = faits.referents.iter().filter(la).max_by_key(|r| (r.debut, r.agent)).map(|r| r.agent);
        prop_assert_eq!(sans, !avant.is_empty() && attendu.is_none(), "whoever has none is told");
        for lue in apres {
            prop_assert_eq!(lue.referent, attendu);
        }
    }
}
