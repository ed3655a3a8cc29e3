use proptest::prelude::*;

use super::*;

fn issue(raison: Option<&str>) -> IssueLot {
    let personne = PersonneConcernee {
        dossier: 1,
        personne: 1,
        nom: "HAAS".into(),
        prenom: "Lina".into(),
        date_naissance: "1985-07-14".to_owned().try_into().unwrap(),
    };
    IssueLot { personne, raison: raison.map(str::to_owned) }
}

fn fiche(orientees: Vec<IssueLot>, exclues: Vec<IssueLot>) -> FicheLot {
    FicheLot {
        id: 1,
        quoi: String::new(),
        instant: DateTime::UNIX_EPOCH,
        agent: String::new(),
        orientees,
        exclues,
        annule_le: None,
        annulable: true,
    }
}

#[test]
fn what_came_of_a_decision_is_counted_in_words_that_agree() {
    let (oui, non) = (|| issue(None), || issue(Some("Déjà orientée.")));
    assert_eq!(fiche(vec![oui()], Vec::new()).bilan(), "1 personne orientée.");
    let fiche = fiche(vec![oui(), oui(), non()], vec![non(), non()]);
    assert_eq!(fiche.bilan(), "3 personnes orientées, 2 laissées de côté.");
    assert_eq!(fiche.bilan_annulation(), None);
    let annulee = FicheLot { annule_le: Some(DateTime::UNIX_EPOCH), ..fiche };
    assert_eq!(annulee.bilan_annulation().unwrap(), "2 orientations annulées, 1 gardée.");
    let apercu = ApercuLot { issues: vec![oui(), non()], capacite: Some(50), au_dela: 0 };
    assert_eq!(apercu.avertissement(), None);
    assert_eq!(apercu.bilan(), "1 personne sera orientée, 1 laissée de côté.");
    let comble = ApercuLot { au_dela: 1, ..apercu };
    let averti = "1 personne sera au-delà de la capacité de la structure (50 à la fois).";
    assert_eq!(comble.avertissement().unwrap(), averti);
}

#[test]
fn nobody_and_too_many_are_refused() {
    let code = |nombre| nombre_admis(nombre).err().map(|refus| refus[0].code.clone());
    assert_eq!(code(0).as_deref(), Some("personne"));
    assert_eq!([code(1), code(PERSONNES_MAX)], [None, None]);
    assert_eq!(code(PERSONNES_MAX + 1).as_deref(), Some("trop_de_personnes"));
}

fn dans((apres, jusqu_a): (Option<NaiveDate>, Option<NaiveDate>), jour: NaiveDate) -> bool {
    apres.is_none_or(|apres| apres < jour) && jusqu_a.is_none_or(|borne| jour <= borne)
}

proptest! {
    #[test]
    fn everybody_is_in_one_age_bracket(age in 0..40_000_u64, quand in 0..3_000_u64) {
        let jour = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap() + Days::new(quand);
        let naissance = jour - Days::new(age);
        let la = TrancheAge::TOUS.iter().filter(|tranche| dans(tranche.naissances(jour), naissance));
        prop_assert_eq!(la.count(), 1);
    }

    #[test]
    fn everybody_has_waited_for_a_short_or_a_long_time(attente in 0..900_u64) {
        let jour = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let depuis = jour - Days::new(attente);
        let deux = [DureeAttente::Recente, DureeAttente::EnCours];
        prop_assert_eq!(deux.iter().filter(|duree| dans(duree.depuis(jour), depuis)).count(), 1);
    }
}
