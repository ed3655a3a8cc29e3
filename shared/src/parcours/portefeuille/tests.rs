//! Whatever is handed over, to whomever: nobody is lost, nobody is given twice, and each person who
//! had a référent on a day has one, and one only.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::cer::ReferentPossible;
use crate::parcours::{
    Contexte, Decideur, DesignationLue, OrientationEnCours, OrientationTenue, OrigineOrientation,
    ParcoursTenu, ReferentTenu, SaisieDesignation, SorteOrientation, StructurePossible,
};

const ALSA: i64 = 1;
const PARTANT: i64 = 10;

fn aujourdhui() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).expect("a date")
}

fn saisie(affectations: Vec<Affectation>) -> SaisieTransfert {
    SaisieTransfert { agent: PARTANT, jour: "01/12/2026".into(), affectations }
}

/// Accompanied by ALSA since so many days, by the one who leaves since so many.
fn suivie(orientee: u64, suivie: u64, avant: Option<u64>) -> ParcoursTenu {
    let il_y_a = |jours| aujourdhui() - Days::new(jours);
    let debut = il_y_a(suivie.min(orientee));
    let orientation = OrientationTenue {
        id: 1,
        structure: ALSA,
        sorte: SorteOrientation::Social,
        origine: OrigineOrientation::Premiere,
        decideur: Decideur::Departement,
        decidee_le: il_y_a(orientee),
        notifiee_le: None,
        debut: il_y_a(orientee),
        fin: None,
        motif_fin: None,
        prolongation: None,
    };
    let ancien = avant.filter(|avant| suivie + avant <= orientee).map(|avant| ReferentTenu {
        id: 1,
        agent: 99,
        debut: debut - Days::new(avant),
        fin: Some(debut - Days::new(1)),
    });
    let partant = ReferentTenu { id: 2, agent: PARTANT, debut, fin: None };
    let ancien = ancien.filter(|ancien| ancien.fin.is_some_and(|fin| ancien.debut <= fin));
    ParcoursTenu { orientations: vec![orientation], referents: ancien.into_iter().chain([partant]).collect() }
}

/// As the server composes it.
fn contexte(tenu: &ParcoursTenu, agents: &[i64]) -> Contexte {
    let jour = aujourdhui();
    let referents = agents.iter().map(|id| ReferentPossible {
        id: *id,
        nom: format!("Agent {id}"),
        depuis: jour - Days::new(2_000),
    });
    let structure = StructurePossible {
        id: ALSA,
        nom: "ALSA".into(),
        suivies: 0,
        capacite: None,
        sans_compte: false,
        fermee: None,
        referents: referents.collect(),
    };
    Contexte {
        aujourdhui: jour,
        en_cours: tenu.en_cours(jour).map(|o| OrientationEnCours {
            structure: o.structure,
            sorte: o.sorte,
            debut: o.debut,
            decidee_le: o.decidee_le,
            fin: o.fin,
            prolongation: o.prolongation,
        }),
        dernier_jour: None,
        referent: tenu.referent(jour).map(|referent| referent.agent),
        referent_depuis: tenu.referent(jour).map(|referent| referent.debut),
        structures: vec![structure],
    }
}

fn du_jour(tenu: &ParcoursTenu, jour: NaiveDate) -> Vec<i64> {
    let la = |r: &&ReferentTenu| r.debut <= jour && r.fin.is_none_or(|fin| jour <= fin);
    tenu.referents.iter().filter(la).map(|referent| referent.agent).collect()
}

proptest! {
    #[test]
    fn portfolio_transfer_keeps_every_person(
        personnes in prop::collection::btree_set(1..10_000_i64, 1..PERSONNES_MAX),
        receveurs in prop::collection::btree_set(20..40_i64, 1..6),
    ) {
        let (personnes, receveurs): (Vec<_>, Vec<_>) = (personnes.into_iter().collect(), receveurs.into_iter().collect());
        let affectations = repartir(&personnes, &receveurs);
        let lu = TransfertLu::lire(&saisie(affectations), aujourdhui()).expect("a handing over");
        let gardees: Vec<_> = lu.affectations().iter().map(|a| a.personne).collect();
        prop_assert_eq!(&gardees, &personnes, "nobody is lost, nobody is given twice");
        let parts: Vec<_> = receveurs
            .iter()
            .map(|id| lu.affectations().iter().filter(|a| a.referent == *id).count())
            .collect();
        prop_assert_eq!(parts.iter().sum::<usize>(), personnes.len());
        let ecart = parts.iter().max().zip(parts.iter().min()).map(|(plus, moins)| plus - moins);
        prop_assert!(ecart <= Some(1), "spread evenly: {parts:?}");
    }

    #[test]
    fn each_person_has_exactly_one_referent_on_each_day_that_had_one(
        orientee in 0..400_u64,
        depuis in 0..400_u64,
        avant in proptest::option::of(1..100_u64),
        dans in 0..180_u64,
    ) {
        let tenu = suivie(orientee, depuis, avant);
        let jour = aujourdhui() + Days::new(dans);
        let saisie = SaisieDesignation { referent: Some(20), debut: date::court(jour) };
        let lue = DesignationLue::lire(&saisie, &contexte(&tenu, &[PARTANT, 20])).expect("a designation");
        let apres = tenu.clone().designee(&lue);
        for rang in 0..900_u64 {
            let ce_jour = aujourdhui() - Days::new(450) + Days::new(rang);
            let (etait, est) = (du_jour(&tenu, ce_jour), du_jour(&apres, ce_jour));
            prop_assert_eq!(etait.len(), est.len(), "{} {:?}", ce_jour, apres);
            prop_assert!(est.len() <= 1);
            // The past keeps the name of who leaves.
            let attendu = if ce_jour < jour { etait } else { vec![20] };
            prop_assert_eq!(est, attendu);
        }
    }
}

#[rstest]
#[case::nobody(vec![], "01/12/2026", "affectations", "personne")]
#[case::twice(vec![(1, 20), (1, 21)], "01/12/2026", "affectations", "personne_double")]
#[case::to_who_leaves(vec![(1, 20), (2, PARTANT)], "01/12/2026", "affectations", "meme_referent")]
#[case::no_day(vec![(1, 20)], "", "jour", "date_absente")]
#[case::past(vec![(1, 20)], "30/11/2026", "jour", "date_passee")]
#[case::far(vec![(1, 20)], "02/06/2027", "jour", "date_lointaine")]
fn a_handing_over_that_can_t_be_is_refused_on_its_field(
    #[case] affectations: Vec<(i64, i64)>,
    #[case] jour: &str,
    #[case] champ: &str,
    #[case] code: &str,
) {
    let affectations =
        affectations.into_iter().map(|(personne, referent)| Affectation { personne, referent }).collect();
    let saisie = SaisieTransfert { jour: jour.into(), ..saisie(affectations) };
    let refus = TransfertLu::lire(&saisie, aujourdhui()).unwrap_err();
    let refus: Vec<_> = refus.iter().map(|erreur| (erreur.champ.as_str(), erreur.code.as_str())).collect();
    assert_eq!(refus, [(champ, code)]);
}

#[test]
fn too_many_at_once_are_refused_and_nothing_comes_of_a_spread_over_nobody() {
    let personnes: Vec<i64> = (1..=i64::try_from(PERSONNES_MAX).expect("a number") + 1).collect();
    let refus = TransfertLu::lire(&saisie(repartir(&personnes, &[20])), aujourdhui()).unwrap_err();
    assert_eq!(refus[0].code, "trop_de_personnes");
    assert_eq!(repartir(&personnes, &[]), []);
}

#[test]
fn what_goes_with_a_person_is_told_in_words() {
    let suivent = Suivent { rendez_vous: 2, cer: 1, brouillons: 0 };
    assert_eq!(suivent.en_mots(), "2 rendez-vous, 1 brouillon de CER");
    assert_eq!(Suivent::default().en_mots(), "");
}

#[rstest]
#[case(None, ProchaineDate::Aucune)]
#[case(Some(0), ProchaineDate::Bientot)]
#[case(Some(14), ProchaineDate::Bientot)]
#[case(Some(15), ProchaineDate::PlusTard)]
fn the_next_date_is_soon_later_or_none(#[case] dans: Option<u64>, #[case] attendue: ProchaineDate) {
    let prochain = dans.and_then(|jours| (aujourdhui() + Days::new(jours)).and_hms_opt(23, 0, 0));
    assert_eq!(ProchaineDate::de(prochain, aujourdhui()), attendue);
}
