//! What reading a contract refuses.

use super::*;

#[test]
fn a_proposed_entry_needs_only_content_and_signatures() {
    let cer = Cer::lire(&complete(), &contexte()).expect("right");
    assert_eq!(cer.sorte(), Sorte::Premier);
    assert_eq!(cer.rang(), 1);
    assert_eq!((cer.debut(), cer.fin()), (jour("2026-06-15"), jour("2026-12-14")));
    assert_eq!(cer.engagements(Partie::Referent)[0].engagement.code, "referent_rencontres");
}

#[test]
fn a_renewal_is_proposed_after_the_end_and_asks_for_the_balance() {
    let proposee = SaisieCer::proposee(&contexte_suivi());
    assert_eq!((proposee.sorte.as_str(), proposee.debut.as_str()), ("renouvellement", "01/08/2026"));
    let mut saisie = SaisieCer { sorte: proposee.sorte, debut: proposee.debut, ..complete() };
    assert_eq!(refus(&saisie, &contexte_suivi()), ["bilan.resultat bilan_absent"]);
    saisie.bilan.resultat = "en_partie".into();
    assert_eq!(Cer::lire(&saisie, &contexte_suivi()).expect("right").rang(), 2);
}

#[test]
fn an_empty_entry_names_every_missing_field_in_order() {
    let champs = refus(&SaisieCer::default(), &contexte());
    assert_eq!(
        champs,
        [
            "forme forme_absente",
            "sorte sorte_absente",
            "objectifs liste_vide",
            "engagements_personne liste_vide",
            "engagements_referent liste_vide",
            "engagements_departement liste_vide",
            "signe_personne_le signature_absente",
            "signe_referent_le signature_absente",
        ]
    );
}

#[test]
fn kinds_follow_the_history() {
    let renouvellement = SaisieCer { sorte: "renouvellement".into(), ..complete() };
    assert!(refus(&renouvellement, &contexte()).contains(&"sorte renouvellement_sans_contrat".into()));
    let premier = SaisieCer { debut: "01/08/2026".into(), ..complete() };
    assert_eq!(refus(&premier, &contexte_suivi()), ["sorte premier_deja_valide"]);
    let avenant = SaisieCer { sorte: "avenant".into(), ..complete() };
    assert_eq!(refus(&avenant, &contexte()), ["sorte avenant_sans_contrat"]);
}

#[test]
fn an_avenant_keeps_the_period_unless_it_says_so() {
    let mut saisie = SaisieCer { sorte: "avenant".into(), debut: String::new(), ..complete() };
    let cer = Cer::lire(&saisie, &contexte_suivi()).expect("right");
    assert_eq!((cer.debut(), cer.fin()), (jour("2026-02-01"), jour("2026-07-31")));
    assert_eq!((cer.rang(), cer.avenant_de()), (1, Some(7)));
    saisie.change_periode = true;
    assert_eq!(refus(&saisie, &contexte_suivi()), ["debut debut_absent"]);
    saisie.debut = "15/06/2026".into();
    assert_eq!(Cer::lire(&saisie, &contexte_suivi()).expect("right").fin(), jour("2026-12-14"));
    saisie.debut = "01/08/2026".into();
    assert_eq!(refus(&saisie, &contexte_suivi()), ["debut avenant_hors_contrat"]);
}

#[test]
fn an_overlap_names_the_other_contract() {
    let saisie = SaisieCer { sorte: "renouvellement".into(), debut: "31/07/2026".into(), ..complete() };
    let erreurs = Cer::lire(&saisie, &contexte_suivi()).expect_err("overlap");
    assert_eq!(erreurs[0].code, "chevauchement");
    assert!(erreurs[0].message.contains("du 01/02/2026 au 31/07/2026."), "{}", erreurs[0].message);
}

#[test]
fn the_start_stays_within_the_orientation_and_near_the_signature() {
    let avec = |debut: &str| SaisieCer { debut: debut.into(), ..complete() };
    assert_eq!(refus(&avec("04/01/2026"), &contexte()), ["debut debut_avant_orientation"]);
    assert!(Cer::lire(&avec("16/04/2026"), &contexte()).is_ok());
    assert_eq!(refus(&avec("15/04/2026"), &contexte()), ["debut debut_trop_ancien"]);
    assert!(Cer::lire(&avec("15/09/2026"), &contexte()).is_ok());
    assert_eq!(refus(&avec("16/09/2026"), &contexte()), ["debut debut_trop_lointain"]);
    let close = ContexteCer { orientation_fin: Some(jour("2026-06-14")), ..contexte() };
    assert_eq!(refus(&complete(), &close), ["debut debut_apres_orientation"]);
    let sans = ContexteCer { orientation_debut: None, ..contexte() };
    assert_eq!(refus(&complete(), &sans), ["sorte sans_orientation"]);
}

#[test]
fn signatures_are_past_close_and_after_the_orientation() {
    let signe = |personne: &str, referent: &str| SaisieCer {
        signe_personne_le: personne.into(),
        signe_referent_le: referent.into(),
        ..complete()
    };
    assert_eq!(
        refus(&signe("16/06/2026", "15/06/2026"), &contexte()),
        ["signe_personne_le signature_future"]
    );
    assert_eq!(
        refus(&signe("15/05/2026", "16/06/2025"), &contexte())[0],
        "signe_referent_le signature_avant_orientation"
    );
    assert!(Cer::lire(&signe("15/05/2026", "15/06/2026"), &contexte()).is_ok());
    assert_eq!(
        refus(&signe("14/05/2026", "15/06/2026"), &contexte()),
        ["signe_referent_le signatures_eloignees"]
    );
}

#[test]
fn lines_are_checked_where_they_stand() {
    let mut saisie = complete();
    let ligne = |theme: &str, objectif: &str| SaisieObjectif {
        theme: theme.into(),
        objectif: objectif.into(),
        precision: String::new(),
    };
    saisie.objectifs = vec![
        SaisieObjectif::default(),
        ligne("logement", "emploi_recherche"),
        ligne("", "logement_acces"),
        ligne("logement", "logement_acces"),
        ligne("", "autre_preciser"),
        ligne("", "inconnu"),
    ];
    saisie.engagements_personne[0].precision = "Toutes les semaines, est alcoolique".into();
    assert_eq!(
        refus(&saisie, &contexte()),
        [
            "objectifs.1.objectif objectif_hors_theme",
            "objectifs.3.objectif en_double",
            "objectifs.4.precision precision_absente",
            "objectifs.5.objectif objectif_absent",
            "engagements_personne.0.precision commentaire_garde",
        ]
    );
    saisie.objectifs = Objectif::du_theme(Theme::Emploi).map(|o| ligne("", o.code)).take(6).collect();
    assert_eq!(refus(&saisie, &contexte())[0], "objectifs trop_de_lignes");
}

#[test]
fn lists_are_stable_and_well_formed() {
    let mut codes: Vec<_> =
        Theme::TOUS.iter().flat_map(|theme| Objectif::du_theme(*theme)).map(|o| o.code).collect();
    for theme in Theme::TOUS {
        assert!((5..=7).contains(&Objectif::du_theme(*theme).count()), "{theme:?}");
    }
    codes.extend(Partie::TOUS.into_iter().flat_map(Engagement::de).map(|e| e.code));
    let total = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), total, "a code is used twice");
    assert_eq!(Objectif::courants().count(), 5);
}

#[test]
fn the_referent_belongs_to_the_structure_at_the_start() {
    let possible = |id, depuis| ReferentPossible { id, nom: "Nadia BENALI".into(), depuis: jour(depuis) };
    let equipe = vec![possible(1, "2026-01-01"), possible(2, "2026-06-16")];
    let contexte = ContexteCer { equipe: Some(equipe), ..contexte() };
    let choisi = |referent: &str| SaisieCer { referent: referent.into(), ..complete() };
    assert_eq!(Cer::lire(&choisi("1"), &contexte).expect("right").referent(), Some(1));
    assert_eq!(refus(&choisi("2"), &contexte), ["referent referent_trop_recent"]);
    for absent in ["", "3", "Nadia"] {
        assert_eq!(refus(&choisi(absent), &contexte), ["referent referent_hors_structure"]);
    }
    // The département reads the contract again without knowing the structure's team.
    let ailleurs = ContexteCer { equipe: None, ..contexte };
    assert_eq!(Cer::lire(&choisi("3"), &ailleurs).expect("right").referent(), None);
}

#[test]
fn an_avenant_is_signed_by_the_referent_of_the_day() {
    let recent = ReferentPossible { id: 2, nom: "Lucie WEBER".into(), depuis: jour("2026-06-10") };
    let contexte = ContexteCer { equipe: Some(vec![recent]), ..contexte_suivi() };
    let saisie = SaisieCer { sorte: "avenant".into(), referent: "2".into(), ..complete() };
    assert_eq!(Cer::lire(&saisie, &contexte).expect("right").referent(), Some(2));
}

#[test]
fn a_professional_orientation_asks_for_the_job_sought() {
    let contexte = ContexteCer { orientation_professionnelle: true, ..contexte() };
    assert_eq!(
        refus(&complete(), &contexte),
        [
            "emploi.metier emploi_absent",
            "emploi.zone emploi_absent",
            "emploi.salaire emploi_absent",
            "emploi.actes emploi_absent",
        ]
    );
    let emploi = SaisieEmploi {
        metier: "Cariste".into(),
        zone: "Mulhouse".into(),
        salaire: "1 500 € par mois".into(),
        actes: "Deux candidatures par semaine".into(),
    };
    let saisie = SaisieCer { emploi, ..complete() };
    let cer = Cer::lire(&saisie, &contexte).expect("right");
    assert_eq!(cer.emploi().expect("asked").metier.as_str(), "Cariste");
    assert!(Cer::lire(&saisie, &super::contexte()).expect("right").emploi().is_none());
}
