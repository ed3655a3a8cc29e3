//! Whatever is decided, in any order: nobody is in two structures, nor has two référents, on one day.

use chrono::{Days, NaiveDate, TimeDelta};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::cer::ReferentPossible;
use crate::date::court;

const ALSA: i64 = 1;
const REAGIR: i64 = 2;
const FERMEE: i64 = 3;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a date")
}

fn aujourdhui() -> NaiveDate {
    jour("2026-12-01")
}

fn structure(id: i64) -> StructurePossible {
    let referents = [10 * id, 10 * id + 1].map(|agent| ReferentPossible {
        id: agent,
        nom: format!("Agent {agent}"),
        depuis: jour("2024-01-01"),
    });
    StructurePossible {
        id,
        nom: format!("Structure {id}"),
        suivies: 0,
        capacite: None,
        sans_compte: false,
        fermee: (id == FERMEE).then(|| "Sa convention n’est pas en vigueur.".to_owned()),
        referents: referents.into(),
    }
}

/// As the server composes it from what is kept.
fn contexte(tenu: &ParcoursTenu, aujourdhui: NaiveDate) -> Contexte {
    let en_cours = tenu.en_cours(aujourdhui).map(|o| OrientationEnCours {
        structure: o.structure,
        sorte: o.sorte,
        debut: o.debut,
        decidee_le: o.decidee_le,
        fin: o.fin,
        prolongation: o.prolongation,
    });
    Contexte {
        aujourdhui,
        dernier_jour: tenu.orientations.iter().filter_map(|o| o.fin).max().filter(|_| en_cours.is_none()),
        referent: tenu.referent(aujourdhui).map(|referent| referent.agent),
        referent_depuis: tenu.referent(aujourdhui).map(|referent| referent.debut),
        en_cours,
        structures: [ALSA, REAGIR, FERMEE].map(structure).into(),
    }
}

fn premiere() -> SaisieOrientation {
    SaisieOrientation {
        sorte: Some(SorteOrientation::Social),
        structure: Some(ALSA),
        origine: Some(OrigineOrientation::Premiere),
        decideur: None,
        decidee_le: "20/11/2026".into(),
        notifiee_le: "24/11/2026".into(),
        debut: "25/11/2026".into(),
        referent: Some(10),
    }
}

fn oriente() -> ParcoursTenu {
    let vide = ParcoursTenu::default();
    let lue = OrientationDecidee::lire(&premiere(), &contexte(&vide, aujourdhui())).expect("a decision");
    vide.orientee(&lue)
}

#[test]
fn a_first_orientation_names_its_structure_its_dates_and_its_referent() {
    let tenu = oriente();
    let [orientation] = &tenu.orientations[..] else { panic!("{tenu:?}") };
    assert_eq!((orientation.structure, orientation.decideur), (ALSA, Decideur::Departement));
    assert_eq!((orientation.decidee_le, orientation.debut), (jour("2026-11-20"), jour("2026-11-25")));
    assert_eq!(tenu.referents, [ReferentTenu { id: 0, agent: 10, debut: jour("2026-11-25"), fin: None }]);
}

#[test]
fn the_next_one_ends_the_former_and_its_referent_the_day_before() {
    let avant = oriente();
    let saisie = SaisieOrientation {
        structure: Some(REAGIR),
        origine: Some(OrigineOrientation::Demenagement),
        decidee_le: "01/12/2026".into(),
        notifiee_le: String::new(),
        debut: "15/12/2026".into(),
        referent: None,
        ..premiere()
    };
    let lue = OrientationDecidee::lire(&saisie, &contexte(&avant, aujourdhui())).expect("a decision");
    let apres = avant.orientee(&lue);
    let fins: Vec<_> = apres.orientations.iter().map(|o| (o.fin, o.motif_fin)).collect();
    assert_eq!(fins, [(Some(jour("2026-12-14")), Some(FinOrientation::Demenagement)), (None, None)]);
    assert_eq!(apres.referents[0].fin, Some(jour("2026-12-14")));
    // Decided for later: another decision waits until it has begun, or is undone.
    let refus = OrientationDecidee::lire(&saisie, &contexte(&apres, aujourdhui())).unwrap_err();
    assert!(refus.iter().any(|erreur| erreur.code == "orientation_a_venir"), "{refus:?}");
}

#[rstest]
#[case::no_structure(|s: &mut SaisieOrientation| s.structure = None, "structure", "choix_absent")]
#[case::closed(|s: &mut SaisieOrientation| s.structure = Some(FERMEE), "structure", "structure_fermee")]
#[case::unknown(|s: &mut SaisieOrientation| s.structure = Some(99), "structure", "structure_inconnue")]
#[case::no_kind(|s: &mut SaisieOrientation| s.sorte = None, "sorte", "choix_absent")]
#[case::not_the_first(|s: &mut SaisieOrientation| s.origine = Some(OrigineOrientation::Reorientation), "origine", "origine_contraire")]
#[case::to_come(|s: &mut SaisieOrientation| s.decidee_le = "02/12/2026".into(), "decidee_le", "date_future")]
#[case::before_the_rsa(|s: &mut SaisieOrientation| s.decidee_le = "31/05/2009".into(), "decidee_le", "date_ancienne")]
#[case::told_too_early(|s: &mut SaisieOrientation| s.notifiee_le = "19/11/2026".into(), "notifiee_le", "notification_anterieure")]
#[case::begun_too_early(|s: &mut SaisieOrientation| s.debut = "19/11/2026".into(), "debut", "debut_anterieur")]
#[case::begun_too_late(|s: &mut SaisieOrientation| s.debut = "21/05/2027".into(), "debut", "debut_lointain")]
#[case::elsewhere(|s: &mut SaisieOrientation| s.referent = Some(20), "referent", "referent_ailleurs")]
fn a_decision_that_can_t_be_is_refused_on_its_field(
    #[case] change: impl Fn(&mut SaisieOrientation),
    #[case] champ: &str,
    #[case] code: &str,
) {
    let mut saisie = premiere();
    change(&mut saisie);
    let refus =
        OrientationDecidee::lire(&saisie, &contexte(&ParcoursTenu::default(), aujourdhui())).unwrap_err();
    assert!(refus.iter().any(|erreur| erreur.champ == champ && erreur.code == code), "{refus:?}");
}

#[test]
fn the_same_structure_is_a_new_orientation_for_another_support_only() {
    let tenu = oriente();
    let contexte = contexte(&tenu, aujourdhui());
    let encore = |sorte| SaisieOrientation {
        sorte: Some(sorte),
        origine: Some(OrigineOrientation::Reorientation),
        decidee_le: "01/12/2026".into(),
        notifiee_le: String::new(),
        debut: "01/12/2026".into(),
        ..premiere()
    };
    let refus = OrientationDecidee::lire(&encore(SorteOrientation::Social), &contexte).unwrap_err();
    assert_eq!(refus[0].code, "deja_orientee");
    assert!(OrientationDecidee::lire(&encore(SorteOrientation::Professionnel), &contexte).is_ok());
}

#[test]
fn a_referent_named_on_the_same_day_takes_the_place_of_the_other() {
    let tenu = oriente();
    let saisie = SaisieDesignation { referent: Some(11), debut: "25/11/2026".into() };
    let lue = DesignationLue::lire(&saisie, &contexte(&tenu, aujourdhui())).expect("a designation");
    let agents: Vec<_> = tenu.designee(&lue).referents.iter().map(|r| r.agent).collect();
    assert_eq!(agents, [11]);
}

#[test]
fn a_path_that_ends_is_taken_up_again_later_never_on_the_same_days() {
    let tenu = oriente();
    let fin = SaisieFin { motif: Some(FinOrientation::Emploi), jour: court(aujourdhui()) };
    let close = tenu.clone().close(&FinLue::lire(&fin, &contexte(&tenu, aujourdhui())).expect("an end"));
    assert!(close.en_cours(aujourdhui() + Days::new(1)).is_none());
    let plus_tard = aujourdhui() + Days::new(40);
    let apres = contexte(&close, plus_tard);
    assert_eq!(apres.origines()[0], OrigineOrientation::Reprise);
    let reprise = |debut: &str| SaisieOrientation {
        origine: Some(OrigineOrientation::Reprise),
        debut: debut.into(),
        ..premiere()
    };
    let refus = OrientationDecidee::lire(&reprise("01/12/2026"), &apres).unwrap_err();
    assert_eq!(refus[0].code, "debut_chevauche");
    assert!(OrientationDecidee::lire(&reprise("02/12/2026"), &apres).is_ok());
    let suite = SaisieFin { motif: Some(FinOrientation::Reorientation), ..fin };
    assert!(FinLue::lire(&suite, &contexte(&tenu, aujourdhui())).is_err(), "somebody would take over");
}

/// A decision that somebody may try to take, on the days around.
#[derive(Clone, Debug)]
enum Essai {
    Orienter {
        structure: i64,
        sorte: usize,
        origine: usize,
        recul: u64,
        delai: u64,
        referent: Option<i64>,
    },
    /// Days from that day, before it or after it.
    Designer {
        referent: i64,
        decalage: i64,
    },
    Notifier {
        recul: u64,
    },
    Clore {
        recul: u64,
    },
}

fn essai() -> impl Strategy<Value = Essai> {
    let (recul, delai) = (0..60_u64, 0..60_u64);
    prop_oneof![
        (1..4_i64, 0..3_usize, 0..5_usize, recul.clone(), delai, proptest::option::of(10..32_i64)).prop_map(
            |(structure, sorte, origine, recul, delai, referent)| {
                Essai::Orienter { structure, sorte, origine, recul, delai, referent }
            }
        ),
        (10..32_i64, -60..60_i64).prop_map(|(referent, decalage)| Essai::Designer { referent, decalage }),
        recul.clone().prop_map(|recul| Essai::Notifier { recul }),
        recul.prop_map(|recul| Essai::Clore { recul }),
    ]
}

/// What comes of it; none when it is refused.
fn tenter(essai: &Essai, avant: &ParcoursTenu, jour: NaiveDate) -> Option<ParcoursTenu> {
    let (contexte, tenu) = (contexte(avant, jour), avant.clone());
    match *essai {
        Essai::Orienter { structure, sorte, origine, recul, delai, referent } => {
            let decidee_le = jour - Days::new(recul);
            let saisie = SaisieOrientation {
                sorte: SorteOrientation::TOUS.get(sorte).copied(),
                structure: Some(structure),
                origine: OrigineOrientation::TOUS.get(origine).copied(),
                decideur: None,
                decidee_le: court(decidee_le),
                notifiee_le: String::new(),
                debut: court(decidee_le + Days::new(delai)),
                referent,
            };
            OrientationDecidee::lire(&saisie, &contexte).ok().map(|lue| tenu.orientee(&lue))
        }
        Essai::Designer { referent, decalage } => {
            let debut = court(jour + TimeDelta::days(decalage));
            let saisie = SaisieDesignation { referent: Some(referent), debut };
            DesignationLue::lire(&saisie, &contexte).ok().map(|lue| tenu.designee(&lue))
        }
        Essai::Notifier { recul } => {
            let saisie = SaisieNotification { jour: court(jour - Days::new(recul)) };
            NotificationLue::lire(&saisie, &contexte).ok().map(|lue| tenu.notifiee(lue.jour()))
        }
        Essai::Clore { recul } => {
            let saisie =
                SaisieFin { motif: Some(FinOrientation::Emploi), jour: court(jour - Days::new(recul)) };
            let permise = GesteParcours::possibles(&contexte, false, false).contains(&GesteParcours::Clore);
            FinLue::lire(&saisie, &contexte).ok().filter(|_| permise).map(|lue| tenu.close(&lue))
        }
    }
}

type Periode = (NaiveDate, Option<NaiveDate>);

fn se_suivent(mut periodes: Vec<Periode>) -> bool {
    periodes.sort();
    periodes.iter().all(|(debut, fin)| fin.is_none_or(|fin| *debut <= fin))
        && periodes.windows(2).all(|deux| deux[0].1.is_some_and(|fin| fin < deux[1].0))
}

proptest! {
    #[test]
    fn no_person_is_in_two_structures_nor_has_two_referents_on_a_day(
        essais in prop::collection::vec((essai(), 0..50_u64), 1..25),
    ) {
        let (mut tenu, mut jour) = (ParcoursTenu::default(), aujourdhui());
        for (essai, attente) in essais {
            jour = jour + Days::new(attente);
            let Some(apres) = tenter(&essai, &tenu, jour) else { continue };
            prop_assert!(se_suivent(apres.orientations.iter().map(|o| (o.debut, o.fin)).collect()), "{apres:?}");
            prop_assert!(se_suivent(apres.referents.iter().map(|r| (r.debut, r.fin)).collect()), "{apres:?}");
            for o in &apres.orientations {
                prop_assert_eq!(o.fin.is_none(), o.motif_fin.is_none());
                prop_assert!(o.notifiee_le.is_none_or(|le| o.decidee_le <= le));
            }
            // A référent accompanies within an orientation to the very structure.
            for r in &apres.referents {
                let la = |o: &&OrientationTenue| o.debut <= r.debut && o.fin.is_none_or(|fin| r.fin.is_some_and(|r| r <= fin));
                let orientation = apres.orientations.iter().find(la);
                prop_assert_eq!(orientation.map(|o| o.structure), Some(r.agent / 10), "{:?}", apres);
            }
            tenu = apres;
        }
    }
}

#[test]
fn a_capacity_is_told_beside_who_is_accompanied_and_warns_beyond() {
    let de = |suivies, capacite| StructurePossible { suivies, capacite, ..structure(ALSA) };
    assert_eq!(de(42, Some(50)).suivi(), "42 personnes suivies sur 50");
    assert_eq!(de(1, None).suivi(), "1 personne suivie");
    assert_eq!(de(51, Some(50)).suivi(), "51 personnes suivies sur 50, capacité dépassée");
    assert_eq!(de(50, Some(50)).au_dela(1).unwrap(), "au-delà de sa capacité (51 personnes pour 50)");
    for (suivies, capacite, de_plus) in [(49, Some(50), 1), (900, None, 1), (51, Some(50), 0)] {
        assert_eq!(de(suivies, capacite).au_dela(de_plus), None);
    }
    assert_eq!([0, 8, 20].map(|nouvelles| de(42, Some(50)).depassement(nouvelles)), [0, 0, 12]);
}

#[test]
fn nobody_is_designated_in_a_structure_without_accounts() {
    let mut contexte = contexte(&ParcoursTenu::default(), aujourdhui());
    contexte.structures[0] =
        StructurePossible { sans_compte: true, referents: Vec::new(), ..structure(ALSA) };
    let avec = SaisieOrientation { referent: Some(10), ..premiere() };
    let refus = OrientationDecidee::lire(&avec, &contexte).unwrap_err();
    assert_eq!((refus[0].champ.as_str(), refus[0].code.as_str()), ("referent", "structure_sans_compte"));
    let lue = OrientationDecidee::lire(&SaisieOrientation { referent: None, ..premiere() }, &contexte);
    let tenu = ParcoursTenu::default().orientee(&lue.expect("an orientation"));
    let suite = self::contexte(&tenu, aujourdhui());
    let suite = Contexte { structures: contexte.structures, ..suite };
    let gestes = GesteParcours::possibles(&suite, false, false);
    assert!(
        !gestes.contains(&GesteParcours::Designer) && gestes.contains(&GesteParcours::Clore),
        "{gestes:?}"
    );
}
