//! No path to « active » without its proofs, whatever is tried in whatever order.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn jour(rang: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).expect("date") + Days::new(rang)
}

fn instant(jour: NaiveDate) -> DateTime<Utc> {
    jour.and_hms_opt(9, 0, 0).expect("time").and_utc()
}

fn pas(geste: GesteHabilitation, jour: NaiveDate) -> Option<Pas> {
    Some(match geste {
        GesteHabilitation::Demander => return None,
        GesteHabilitation::Inscrire => Pas::Inscrire(1),
        GesteHabilitation::Desinscrire => Pas::Desinscrire,
        GesteHabilitation::NoterAbsence => Pas::NoterAbsence,
        GesteHabilitation::NoterPresence => Pas::NoterPresence(jour),
        GesteHabilitation::Certifier => Pas::Certifier(jour),
        GesteHabilitation::Signer => Pas::Signer(instant(jour), jour),
        GesteHabilitation::Retirer => Pas::Retirer(jour),
        GesteHabilitation::Terminer => Pas::Terminer(jour),
        GesteHabilitation::AnnulerFin => Pas::AnnulerFin,
    })
}

fn gestes() -> impl Strategy<Value = GesteHabilitation> {
    proptest::sample::select(GesteHabilitation::TOUS.to_vec())
}

fn acteurs() -> impl Strategy<Value = ActeurHabilitation> {
    proptest::sample::select(ActeurHabilitation::TOUS.to_vec())
}

proptest! {
    /// Any sequence of attempts: what the table allows leads to the state that it says, and
    /// « active » is reached only through attendance, certificate and signature, in order.
    #[test]
    fn active_only_with_every_proof(essais in prop::collection::vec((gestes(), acteurs()), 1..60)) {
        let mut preuves = Preuves::demande(jour(0));
        let mut faits = vec![];
        for (rang, (geste, acteur)) in (1..).zip(essais) {
            let (avant, ce_jour) = (preuves.etat(jour(rang)), jour(rang));
            let Ok(annonce) = transition(avant, geste, acteur) else { continue };
            preuves = preuves.apres(&pas(geste, ce_jour).expect("in the table"));
            prop_assert_eq!(preuves.etat(ce_jour), annonce);
            faits.push(geste);
            if annonce == EtatHabilitation::Active {
                prop_assert!(preuves.formee_le.is_some() && preuves.certifiee_le.is_some());
                prop_assert!(preuves.engagement.is_some() && preuves.charte.is_some());
                let rang_de = |cherche| faits.iter().rposition(|fait| *fait == cherche);
                let chaine = [GesteHabilitation::Inscrire, GesteHabilitation::NoterPresence,
                    GesteHabilitation::Certifier, GesteHabilitation::Signer].map(rang_de);
                prop_assert!(chaine.iter().all(Option::is_some) && chaine.is_sorted(), "{:?}", faits);
            }
            if avant == EtatHabilitation::Terminee {
                prop_assert!(false, "nothing is done to an ended habilitation");
            }
        }
    }

    /// Whatever a structure does, the end that is set never comes later.
    #[test]
    fn a_structure_never_puts_an_end_off(
        imposee in proptest::option::of(10..60_u64),
        essais in prop::collection::vec((gestes(), 2..90_u64), 1..20),
    ) {
        let mut preuves = active();
        preuves.fin = imposee.map(jour);
        for (geste, rang) in essais {
            let (avant, ce_jour) = (preuves.fin, jour(2));
            if transition(preuves.etat(ce_jour), geste, ActeurHabilitation::Structure).is_err() {
                continue;
            }
            let pas = pas(geste, jour(rang)).expect("in the table");
            if preuves.permet(&pas, ActeurHabilitation::Structure).is_ok() {
                preuves = preuves.apres(&pas);
            }
            prop_assert!(avant.is_none_or(|avant| preuves.fin.is_some_and(|fin| fin <= avant)));
        }
    }

    /// Take one proof away from an active habilitation: it is not active.
    #[test]
    fn each_proof_is_needed(absente in 0..5_usize) {
        let mut preuves = active();
        prop_assert_eq!(preuves.etat(jour(9)), EtatHabilitation::Active);
        match absente {
            0 => preuves.formee_le = None,
            1 => preuves.certifiee_le = None,
            2 => preuves.engagement = None,
            3 => preuves.charte = None,
            _ => preuves.debut = None,
        }
        prop_assert_ne!(preuves.etat(jour(9)), EtatHabilitation::Active);
    }
}

fn active() -> Preuves {
    [
        GesteHabilitation::Inscrire,
        GesteHabilitation::NoterPresence,
        GesteHabilitation::Certifier,
        GesteHabilitation::Signer,
    ]
    .into_iter()
    .filter_map(|geste| pas(geste, jour(1)))
    .fold(Preuves::demande(jour(0)), |preuves, pas| preuves.apres(&pas))
}

#[test]
fn a_new_text_is_signed_again_and_keeps_the_first_day() {
    let mut preuves = active();
    preuves.charte = Some(Signature { instant: instant(jour(1)), empreinte: "0".repeat(64) });
    assert_eq!(preuves.etat(jour(9)), EtatHabilitation::ASigner);
    let signees = preuves.apres(&Pas::Signer(instant(jour(9)), jour(9)));
    assert_eq!((signees.etat(jour(9)), signees.debut), (EtatHabilitation::Active, Some(jour(1))));
}

#[test]
fn an_end_closes_on_its_day_and_not_before() {
    let preuves = active().apres(&Pas::Terminer(jour(20)));
    assert_eq!(preuves.etat(jour(19)), EtatHabilitation::Active);
    assert_eq!(preuves.etat(jour(20)), EtatHabilitation::Terminee);
}

/// An end to come is given up by the département, and nothing else is left of it.
#[test]
fn an_end_to_come_is_given_up_by_the_departement_only() {
    use ActeurHabilitation::{Departement, Structure};
    let peut = |preuves: &Preuves, acteur| {
        preuves.gestes(jour(9), acteur).any(|geste| geste == GesteHabilitation::AnnulerFin)
    };
    assert!(!peut(&active(), Departement));
    assert_eq!(active().permet(&Pas::AnnulerFin, Departement).unwrap_err().code, "fin_absente");
    let finie = active().apres(&Pas::Terminer(jour(20)));
    assert!(peut(&finie, Departement) && !peut(&finie, Structure));
    assert_eq!(finie.apres(&Pas::AnnulerFin), active());
    assert!(!peut(&active().apres(&Pas::Terminer(jour(9))), Departement));
}

#[test]
fn the_two_texts_have_distinct_hashes_of_64_digits() {
    let (engagement, charte) = (engagement::engagement().empreinte(), engagement::charte().empreinte());
    assert_ne!(engagement, charte);
    for empreinte in [engagement, charte] {
        assert!(empreinte.len() == 64 && empreinte.bytes().all(|octet| octet.is_ascii_hexdigit()));
    }
}

fn saisie(geste: GesteHabilitation) -> SaisiePas {
    SaisiePas { geste, motif: String::new(), raison: String::new(), date: String::new(), formation: None }
}

#[rstest]
#[case(ActeurHabilitation::Structure, "depart", "", "aujourd’hui", &[])]
#[case(ActeurHabilitation::Structure, "decision", "", "aujourd’hui", &["raison"])]
#[case(ActeurHabilitation::Structure, "depart", "", "hier", &["date"])]
#[case(ActeurHabilitation::Structure, "", "", "", &["raison", "date"])]
#[case(ActeurHabilitation::Departement, "decision", "", "demain", &["motif"])]
#[case(ActeurHabilitation::Departement, "decision", "Usage contraire à la charte.", "demain", &[])]
#[case(ActeurHabilitation::Departement, "decision", "Usage frauduleux de ses identifiants.", "demain", &[])]
#[case(ActeurHabilitation::Departement, "decision", "Agent en dépression.", "demain", &["motif"])]
fn an_end_says_why_and_when(
    #[case] acteur: ActeurHabilitation,
    #[case] raison: &str,
    #[case] motif: &str,
    #[case] date: &str,
    #[case] refuses: &[&str],
) {
    let saisie = SaisiePas {
        raison: raison.into(),
        motif: motif.into(),
        date: date.into(),
        ..saisie(GesteHabilitation::Terminer)
    };
    let lu = PasLu::lire(&saisie, ContextePas { acteur, maintenant: midi(9), seance: None });
    let champs = lu.err().unwrap_or_default();
    assert_eq!(champs.iter().map(|e| e.champ.as_str()).collect::<Vec<_>>(), refuses);
}

/// Any word may name a function or a place, within 80 characters.
#[rstest]
#[case("Psychologue", Ok(Some("Psychologue")))]
#[case("  Maison d’arrêt, bureau 2 ", Ok(Some("Maison d’arrêt, bureau 2")))]
#[case("  ", Ok(None))]
#[case(&"x".repeat(81), Err("trop_long"))]
fn a_name_is_short_and_of_any_word(#[case] texte: &str, #[case] attendu: Result<Option<&str>, &str>) {
    let lu = Libelle::lire(texte).map_err(|motif| motif.code);
    assert_eq!(lu.as_ref().map(|lu| lu.as_ref().map(Libelle::as_str)).map_err(|code| *code), attendu);
}

fn midi(rang: u64) -> NaiveDateTime {
    jour(rang).and_hms_opt(12, 0, 0).expect("time")
}

/// Minutes from now to the beginning of the session.
#[rstest]
#[case(Some(-24 * 60), true)]
#[case(Some(-1), true)]
#[case(Some(0), true)]
#[case(Some(1), false)]
#[case(Some(24 * 60), false)]
#[case(None, false)]
fn attendance_is_noted_from_the_hour_of_the_session(#[case] dans: Option<i64>, #[case] permis: bool) {
    let seance = dans.map(|minutes| midi(9) + TimeDelta::minutes(minutes));
    let contexte = ContextePas { acteur: ActeurHabilitation::Departement, maintenant: midi(9), seance };
    for geste in [GesteHabilitation::NoterPresence, GesteHabilitation::NoterAbsence] {
        let lu = PasLu::lire(&saisie(geste), contexte);
        assert_eq!(lu.is_ok(), permis, "{geste:?}");
        let jour = seance.map(|debut| debut.date());
        if let (Ok(PasLu { pas: Pas::NoterPresence(note), .. }), Some(jour)) = (lu, jour) {
            assert_eq!(note, jour);
        }
    }
}

#[rstest]
#[case("aujourd’hui", "11:59", Some(("heure", "heure_passee")))]
#[case("aujourd’hui", "12:00", None)]
#[case("aujourd’hui", "18h30", None)]
#[case("demain", "9:00", None)]
#[case("hier", "18:00", Some(("date", "date_passee")))]
fn a_session_is_planned_for_an_hour_to_come(
    #[case] date: &str,
    #[case] heure: &str,
    #[case] refus: Option<(&str, &str)>,
) {
    let saisie = SaisieFormation {
        date: date.into(),
        heure: heure.into(),
        lieu: "Colmar, salle 2".into(),
        places: "8".into(),
    };
    // Some seconds into the minute: a session may begin now.
    let lue = Formation::lire(&saisie, midi(9) + TimeDelta::seconds(40));
    let refuses = lue.err().unwrap_or_default();
    let refuses: Vec<_> = refuses.iter().map(|e| (e.champ.as_str(), e.code.as_str())).collect();
    assert_eq!(refuses, refus.into_iter().collect::<Vec<_>>());
}

/// « Ce que ce profil ouvre » is the rule table: no act without a right, none forgotten.
#[test]
fn what_a_profil_opens_is_what_the_table_allows() {
    for profil in Profil::TOUS {
        for saisie_ouverte in [false, true] {
            let ouvre = ouverture(*profil, &[], saisie_ouverte, true);
            for acte in Acte::TOUS {
                let permis = allows(*profil, *acte).is_some_and(|droit| !droit.saisie || saisie_ouverte);
                assert!(permis || !ouvre.actes.contains(acte), "{profil:?} {acte:?}");
            }
        }
    }
    let ouvre = ouverture(Profil::Referent, &[Rubrique::Indus], true, true);
    assert!(ouvre.rubriques.contains(&Rubrique::Indus) && !ouvre.rubriques.contains(&Rubrique::Sanctions));
    assert!(ouvre.actes.contains(&Acte::SaisirCer));
    assert!(!ouverture(Profil::Referent, &[], false, true).actes.contains(&Acte::SaisirCer));
}

/// Whatever answers with the rubriques of a file is a view of it, a list or a gesture in a file
/// already open; a list says no more than who follows whom; who opens files can say why.
#[test]
fn no_act_shows_a_file_unseen_by_the_watch() {
    // Who, where, whether the right is open, and what is due.
    const DE_LISTE: [Rubrique; 4] =
        [Rubrique::Identite, Rubrique::Adresse, Rubrique::Rsa, Rubrique::Parcours];
    for (profil, acte) in Profil::TOUS.iter().flat_map(|p| Acte::TOUS.iter().map(move |a| (*p, *a))) {
        let Some(droit) = allows(profil, acte) else { continue };
        let rubriques = droit.rubriques_sous(Rubrique::TOUS);
        match acte.vue() {
            Vue::Dossier => {
                assert!(allows(profil, Acte::DonnerMotif).is_some(), "{profil:?} can't say why: {acte:?}");
            }
            Vue::Liste => {
                assert!(rubriques.iter().all(|r| DE_LISTE.contains(r)), "{profil:?} {acte:?} shows a file");
            }
            Vue::Suite => {}
            Vue::Aucune => assert!(rubriques.is_empty(), "{profil:?} {acte:?} shows {rubriques:?}"),
        }
    }
}
