//! The table of states, what each kind asks for, and who may decide.

mod saisie;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::montant::Montant;

const ALICE: i64 = 1;
const BRUNO: i64 = 2;
const CHLOE: i64 = 3;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a date")
}

fn derogation() -> ObjetInstruction {
    ObjetInstruction::Derogation { genre: GenreDerogation::Age, moment: MomentDerogation::Ouverture }
}

fn remise() -> ObjetInstruction {
    let montant = Montant::try_from(30_000).expect("within bounds");
    ObjetInstruction::Remise { montant, motif: MotifRemise::Precarite }
}

fn contexte(objet: ObjetInstruction) -> ContexteInstruction {
    let recue_le = jour("2026-11-02");
    ContexteInstruction {
        objet,
        recue_le,
        decidee_le: None,
        notifiee_le: None,
        aujourdhui: jour("2026-12-01"),
    }
}

fn accord() -> SaisieConclusion {
    SaisieConclusion {
        issue: Some(IssueInstruction::Accord),
        du: "01/12/2026".into(),
        au: "30/11/2027".into(),
        ..SaisieConclusion::default()
    }
}

fn conclusion(saisie: &SaisieConclusion) -> ConclusionLue {
    ConclusionLue::lire(saisie, &contexte(derogation())).expect("a whole conclusion")
}

fn simple(saisie: &SaisieGesteInstruction) -> GesteLu {
    GesteLu::lire(saisie, &contexte(derogation())).expect("a whole gesture").expect("not an undoing")
}

/// A complete gesture of each kind, dated today.
fn complet(geste: GesteInstruction) -> Option<GesteLu> {
    let saisie = SaisieGesteInstruction {
        le: "01/12/2026".into(),
        moyen_notification: Some(MoyenNotification::Courrier),
        moyen_transmission: Some(MoyenTransmission::Portail),
        motif_classement: Some(MotifClassement::DroitClos),
        note: "Justificatif de domicile attendu.".into(),
        ..SaisieGesteInstruction::seul(geste)
    };
    match geste {
        GesteInstruction::Recevoir | GesteInstruction::Annuler => None,
        GesteInstruction::Proposer => Some(conclusion(&accord()).proposee()),
        GesteInstruction::Decider => Some(conclusion(&accord()).decidee()),
        _ => Some(simple(&saisie)),
    }
}

fn faire(tenue: &Tenue, geste: GesteInstruction, agent: i64) -> Result<Tenue, crate::erreur::Motif> {
    let geste = complet(geste).expect("a gesture that is done");
    tenue.faire(&derogation(), &geste, (agent, jour("2026-12-01")))
}

#[test]
fn the_usual_life_of_a_request() {
    let mut tenue = Tenue::Recue;
    for (geste, agent) in [
        (GesteInstruction::Prendre, ALICE),
        (GesteInstruction::Proposer, ALICE),
        (GesteInstruction::Renvoyer, BRUNO),
        (GesteInstruction::Proposer, ALICE),
        (GesteInstruction::Decider, BRUNO),
        (GesteInstruction::Notifier, ALICE),
        (GesteInstruction::Transmettre, ALICE),
    ] {
        tenue = faire(&tenue, geste, agent).expect("allowed");
    }
    assert_eq!(tenue.etat(), EtatInstruction::TransmiseCaisse);
    let decision = tenue.decision().expect("decided");
    assert_eq!((decision.instruite_par(), decision.par()), (ALICE, BRUNO));
    assert_eq!(decision.conclusion().en_mots(), "Accord, du 01/12/2026 au 30/11/2027");
}

#[test]
fn who_instructs_is_refused_the_decision_and_told_what_to_do() {
    let proposee = Tenue::EnInstruction { par: ALICE };
    let proposee = faire(&proposee, GesteInstruction::Proposer, ALICE).expect("hers");
    let refus = faire(&proposee, GesteInstruction::Decider, ALICE).unwrap_err();
    assert_eq!(refus.code, "geste_reserve");
    assert!(refus.message.contains("un autre agent de la CTSA"), "{}", refus.message);
    let dernier = (GesteInstruction::Proposer, ALICE);
    assert!(!proposee.gestes(ALICE, dernier).contains(&GesteInstruction::Decider));
    assert!(proposee.gestes(ALICE, dernier).contains(&GesteInstruction::Annuler), "her own last gesture");
    assert_eq!(proposee.gestes(BRUNO, dernier)[0], GesteInstruction::Decider);
}

#[test]
fn a_request_is_taken_over_by_a_colleague_and_an_adjournment_is_taken_up_again() {
    let prise = faire(&Tenue::EnInstruction { par: ALICE }, GesteInstruction::Prendre, CHLOE).expect("taken");
    assert_eq!(prise.instruite_par(), Some(CHLOE));
    let ajourner = SaisieConclusion {
        issue: Some(IssueInstruction::Ajournement),
        motif_ajournement: Some(MotifAjournement::PiecesManquantes),
        ..SaisieConclusion::default()
    };
    let prise = faire(&prise, GesteInstruction::Proposer, CHLOE).expect("hers");
    let ajourner = conclusion(&ajourner).decidee();
    let decidee = prise.faire(&derogation(), &ajourner, (BRUNO, jour("2026-12-01"))).expect("decided");
    assert!(!decidee.attend_une_reprise(), "the person does not know yet");
    let notifiee = faire(&decidee, GesteInstruction::Notifier, ALICE).expect("told");
    assert!(notifiee.attend_une_reprise());
    let reprise = faire(&notifiee, GesteInstruction::Reprendre, BRUNO).expect("taken up again");
    assert_eq!(reprise, Tenue::EnInstruction { par: BRUNO });
    let accordee = faire(&Tenue::EnInstruction { par: ALICE }, GesteInstruction::Proposer, ALICE)
        .and_then(|proposee| faire(&proposee, GesteInstruction::Decider, BRUNO))
        .and_then(|decidee| faire(&decidee, GesteInstruction::Notifier, BRUNO))
        .expect("notified");
    let refus = faire(&accordee, GesteInstruction::Reprendre, BRUNO).unwrap_err();
    assert_eq!(refus.code, "geste_impossible");
}

#[rstest]
#[case::prise(GesteInstruction::Prendre, ALICE, Ok(()))]
#[case::decidee(GesteInstruction::Decider, ALICE, Ok(()))]
#[case::of_another(GesteInstruction::Decider, BRUNO, Err("geste_reserve"))]
#[case::left_the_house(GesteInstruction::Notifier, ALICE, Err("geste_impossible"))]
#[case::sent(GesteInstruction::Transmettre, ALICE, Err("geste_impossible"))]
#[case::nothing_yet(GesteInstruction::Recevoir, ALICE, Err("geste_impossible"))]
#[case::once(GesteInstruction::Annuler, ALICE, Err("geste_impossible"))]
fn the_last_gesture_is_undone_by_who_made_it_while_nothing_has_left(
    #[case] geste: GesteInstruction,
    #[case] agent: i64,
    #[case] attendu: Result<(), &str>,
) {
    assert_eq!(annulation((geste, ALICE), agent).map_err(|motif| motif.code), attendu);
}

#[test]
fn a_decision_of_who_instructed_is_not_read_from_json_either() {
    let decision = DecisionPrise::prendre(
        ALICE,
        BRUNO,
        jour("2026-12-01"),
        ConclusionInstruction::RecoursAdmis { du: jour("2026-12-01") },
    );
    let texte = serde_json::to_string(&decision.expect("of two agents")).expect("JSON");
    assert!(serde_json::from_str::<DecisionPrise>(&texte).is_ok());
    let falsifiee = texte.replace("\"par\":2", "\"par\":1");
    assert!(serde_json::from_str::<DecisionPrise>(&falsifiee).is_err(), "{falsifiee}");
}

fn ligne(etat: EtatInstruction) -> LigneInstruction {
    LigneInstruction {
        id: 1,
        objet: derogation(),
        etat,
        recue_le: jour("2026-10-01"),
        limite: Some(jour("2026-12-01")),
        conclusion: None,
        decidee_le: None,
        notifiee_le: None,
        moyen_notification: None,
        transmise_le: None,
        moyen_transmission: None,
    }
}

#[rstest]
#[case(EtatInstruction::Recue, "2026-11-20", Some("Réponse à notifier avant le 01/12/2026 (dans 11 jours)"))]
#[case(
    EtatInstruction::Decidee,
    "2026-12-03",
    Some("Réponse à notifier avant le 01/12/2026\u{a0}: délai dépassé de 2 jours")
)]
#[case(EtatInstruction::Notifiee, "2026-12-03", None)]
#[case(EtatInstruction::Retiree, "2026-12-03", None)]
fn the_delay_is_said_until_the_person_is_told(
    #[case] etat: EtatInstruction,
    #[case] aujourdhui: &str,
    #[case] attendu: Option<&str>,
) {
    let (ligne, aujourdhui) = (ligne(etat), jour(aujourdhui));
    assert_eq!(ligne.delai(aujourdhui).as_deref(), attendu);
    assert_eq!(ligne.en_retard(aujourdhui), attendu.is_some_and(|dit| dit.contains("dépassé")));
}

proptest! {
    /// Whatever is tried by whom in any order, undone or not: who instructed never decides, nothing is
    /// notified before it is decided nor sent to the caisse before the person is told, the table and
    /// what is held agree, and what is kept as text is the same again.
    #[test]
    fn no_sequence_of_gestures_lets_who_instructs_decide(
        essais in prop::collection::vec(
            (prop::sample::select(GesteInstruction::TOUS), prop::sample::select(&[ALICE, BRUNO, CHLOE][..])),
            1..60,
        ),
    ) {
        let (mut tenue, mut dernier) = (Tenue::Recue, (GesteInstruction::Recevoir, ALICE));
        let mut avant = Tenue::Recue;
        for (geste, agent) in essais {
            let permis = tenue.gestes(agent, dernier).contains(&geste);
            let apres = match geste {
                GesteInstruction::Recevoir => continue,
                GesteInstruction::Annuler => annulation(dernier, agent).map(|()| avant),
                _ => faire(&tenue, geste, agent),
            };
            prop_assert_eq!(permis, apres.is_ok(), "what is offered is what is allowed: {:?}", geste);
            let Ok(apres) = apres else { continue };
            if geste != GesteInstruction::Annuler {
                let table = transition(tenue.etat(), geste, tenue.place(agent));
                prop_assert_eq!(table.expect("allowed"), apres.etat());
            }
            match geste {
                GesteInstruction::Decider => prop_assert!(tenue.instruite_par() != Some(agent)),
                GesteInstruction::Notifier => prop_assert!(tenue.decision().is_some()),
                GesteInstruction::Transmettre => prop_assert!(tenue.notification().is_some()),
                _ => {}
            }
            if let Some(decision) = apres.decision() {
                prop_assert!(decision.par() != decision.instruite_par());
            }
            let texte = serde_json::to_string(&apres).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Tenue>(&texte).expect("read again"), apres);
            (avant, tenue, dernier) = (tenue, apres, (geste, agent));
        }
    }

    /// What is typed again from a conclusion is read as the same one.
    #[test]
    fn a_conclusion_is_typed_again_as_it_was(jours in 0..300_u64, duree in 0..900_u64, montant in 1..30_000_i64) {
        let du = jour("2026-03-01") + Days::new(jours);
        let montant = Montant::try_from(montant).expect("within bounds");
        let cas = [
            (derogation(), ConclusionInstruction::DerogationAccordee { du, au: Some(du + Days::new(duree)) }),
            (derogation(), ConclusionInstruction::Refusee { motif: MotifRefus::SansJustification }),
            (remise(), ConclusionInstruction::RemiseAccordee { montant }),
            (
                ObjetInstruction::EvaluationTi { initiative: Initiative::Personne },
                ConclusionInstruction::RessourcesEvaluees { montant, du },
            ),
        ];
        for (objet, conclusion) in cas {
            prop_assert!(conclusion.repond_a(&objet));
            prop_assert_eq!(ConclusionInstruction::lire(&conclusion.saisie(), &contexte(objet)), Ok(conclusion));
        }
    }
}
