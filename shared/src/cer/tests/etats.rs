//! The table of states: who moves a contract, from where, to where.

use proptest::prelude::*;

use super::*;

#[test]
fn the_usual_life_of_a_contract() {
    use Acteur::{Departement, Structure};
    let mut etat = EtatCer::Brouillon;
    for (geste, acteur) in [
        (GesteCer::Signer, Structure),
        (GesteCer::Rouvrir, Structure),
        (GesteCer::Signer, Structure),
        (GesteCer::Transmettre, Structure),
        (GesteCer::Valider, Departement),
        (GesteCer::Rompre, Departement),
        (GesteCer::Annuler, Departement),
    ] {
        etat = transition(etat, geste, acteur).expect("allowed");
    }
    assert_eq!(etat, EtatCer::Annule);
}

#[test]
fn only_the_departement_decides_and_only_the_structure_writes() {
    for etat in EtatCer::TOUS {
        for geste in gestes_possibles(*etat, Acteur::Structure) {
            let decision = matches!(
                geste,
                GesteCer::Valider
                    | GesteCer::Ajourner
                    | GesteCer::Refuser
                    | GesteCer::Rompre
                    | GesteCer::Annuler
            );
            assert!(!decision, "{etat:?} {geste:?}");
        }
        for geste in gestes_possibles(*etat, Acteur::Departement) {
            let ecriture = matches!(geste, GesteCer::Signer | GesteCer::Transmettre | GesteCer::Corriger);
            assert!(!ecriture, "{etat:?} {geste:?}");
        }
    }
}

#[test]
fn a_refused_gesture_says_what_to_do() {
    let reserve = transition(EtatCer::Transmis, GesteCer::Valider, Acteur::Structure).expect_err("refused");
    assert_eq!(reserve.code, "geste_reserve");
    assert!(reserve.message.contains("département"));
    let impossible = transition(EtatCer::Valide, GesteCer::Signer, Acteur::Structure).expect_err("refused");
    assert_eq!(impossible.code, "geste_impossible");
    assert!(impossible.message.contains("avenant"));
}

#[test]
fn nothing_leaves_a_cancelled_contract() {
    for acteur in Acteur::TOUS {
        assert_eq!(gestes_possibles(EtatCer::Annule, *acteur).count(), 0);
    }
}

#[test]
fn a_correction_is_a_new_draft_and_keeps_the_old_contract() {
    for etat in [EtatCer::ACompleter, EtatCer::Refuse] {
        assert_eq!(transition(etat, GesteCer::Corriger, Acteur::Structure), Ok(EtatCer::Brouillon));
    }
    assert!(GesteCer::Corriger.ouvre_un_nouveau());
}

#[test]
fn position_on_each_side_of_the_bounds() {
    let dates = (jour("2026-02-01"), jour("2026-07-31"));
    let du = |aujourdhui, suivi| PositionCer::du(EtatCer::Valide, dates, jour(aujourdhui), 60, suivi);
    assert_eq!(du("2026-01-31", false), Some(PositionCer::AVenir));
    assert_eq!(du("2026-02-01", false), Some(PositionCer::EnCours));
    assert_eq!(du("2026-05-31", false), Some(PositionCer::EnCours));
    assert_eq!(du("2026-06-01", false), Some(PositionCer::BilanAFaire));
    assert_eq!(du("2026-06-01", true), Some(PositionCer::EnCours));
    assert_eq!(du("2026-07-31", false), Some(PositionCer::BilanAFaire));
    assert_eq!(du("2026-08-01", false), Some(PositionCer::Echu));
    assert_eq!(du("2026-08-01", true), Some(PositionCer::Renouvele));
    assert_eq!(PositionCer::du(EtatCer::Transmis, dates, dates.0, 60, false), None);
}

#[test]
fn codes_are_the_serialised_form_and_come_back() {
    for etat in EtatCer::TOUS {
        assert_eq!(serde_json::to_string(etat).expect("json"), format!("\"{}\"", etat.code()));
        assert_eq!(EtatCer::du_code(etat.code()), Some(*etat));
    }
}

proptest! {
    /// What the menus offer is exactly what the rule accepts.
    #[test]
    fn menus_and_rule_agree(e in 0..EtatCer::TOUS.len(), g in 0..GesteCer::TOUS.len(), a in 0..Acteur::TOUS.len()) {
        let (etat, geste, acteur) = (EtatCer::TOUS[e], GesteCer::TOUS[g], Acteur::TOUS[a]);
        let offert = gestes_possibles(etat, acteur).any(|offert| offert == geste);
        prop_assert_eq!(offert, transition(etat, geste, acteur).is_ok());
    }
}

#[test]
fn a_gesture_reads_its_reason_and_its_date() {
    let dates = (jour("2026-02-01"), jour("2026-07-31"));
    let lire = |geste, motif: &str, date: &str| {
        let saisie = SaisieGeste { motif: motif.into(), date: date.into(), ..SaisieGeste::seul(geste) };
        let cadre = CadreGeste { aujourdhui: jour("2026-06-15"), periode: dates, examen_depuis: None };
        Geste::lire(&saisie, &cadre)
            .map_err(|erreurs| erreurs.into_iter().map(|e| e.code).collect::<Vec<_>>())
    };
    assert!(lire(GesteCer::Valider, "", "").is_ok());
    assert_eq!(lire(GesteCer::Refuser, "non", ""), Err(vec!["motif_absent".to_owned()]));
    assert_eq!(
        lire(GesteCer::Rompre, "", ""),
        Err(vec!["date_absente".to_owned(), "motif_absent".to_owned()])
    );
    let rupture = lire(GesteCer::Rompre, "Départ du département", "01/06/2026").expect("complete");
    assert_eq!(rupture.date(), Some(jour("2026-06-01")));
    assert_eq!(
        lire(GesteCer::Rompre, "Départ du département", "16/06/2026"),
        Err(vec!["date_future".to_owned()])
    );
    assert_eq!(
        lire(GesteCer::Rompre, "Départ du département", "31/01/2026"),
        Err(vec!["date_hors_contrat".to_owned()])
    );
    assert_eq!(lire(GesteCer::Annuler, "Personne alcoolique", ""), Err(vec!["commentaire_garde".to_owned()]));
}

#[test]
fn a_particular_contract_is_examined_between_transmission_and_decision() {
    let aujourdhui = jour("2026-06-15");
    let lire = |geste, par: &str, le: &str| {
        let saisie = SaisieGeste {
            motif: "Objectifs sans rapport".into(),
            examine_par: par.into(),
            examine_le: le.into(),
            ..SaisieGeste::seul(geste)
        };
        let cadre = CadreGeste {
            aujourdhui,
            periode: (aujourdhui, aujourdhui),
            examen_depuis: Some(jour("2026-06-01")),
        };
        Geste::lire(&saisie, &cadre)
            .map(|geste| geste.examen())
            .map_err(|erreurs| erreurs.into_iter().map(|e| e.code).collect::<Vec<_>>())
    };
    for geste in [GesteCer::Valider, GesteCer::Refuser] {
        assert_eq!(
            lire(geste, "", ""),
            Err(vec!["examinateur_absent".to_owned(), "examen_absent".to_owned()])
        );
        assert_eq!(
            lire(geste, "responsable", "31/05/2026"),
            Err(vec!["examen_avant_transmission".to_owned()])
        );
        assert_eq!(lire(geste, "responsable", "16/06/2026"), Err(vec!["examen_futur".to_owned()]));
        let examen = Examen { par: Examinateur::EquipePluridisciplinaire, le: jour("2026-06-01") };
        assert_eq!(lire(geste, "equipe_pluridisciplinaire", "01/06/2026"), Ok(Some(examen)));
    }
    // More is asked before the examination.
    assert_eq!(lire(GesteCer::Ajourner, "", ""), Ok(None));
}
