//! What entering a rendez-vous refuses, and what its results allow.

use chrono::{NaiveDateTime, TimeDelta};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::date;
use crate::personne::RolePersonne;
use crate::session::{Collegue, Equipe};

fn maintenant() -> NaiveDateTime {
    "2026-06-15T10:00:00".parse().expect("a time")
}

fn saisie() -> SaisieRendezVous {
    SaisieRendezVous {
        objet: "suivi".into(),
        date: "16/06/2026".into(),
        heure: "14h30".into(),
        duree_minutes: "45".into(),
        canal: "physique".into(),
        lieu: "Espace Insertion, Colmar".into(),
        ..Default::default()
    }
}

fn refus(saisie: &SaisieRendezVous) -> Vec<String> {
    let erreurs = RendezVous::lire(saisie, maintenant()).expect_err("refused");
    erreurs.into_iter().map(|e| e.champ + " " + &e.code).collect()
}

#[test]
fn a_right_entry_is_read() {
    let lu = RendezVous::lire(&saisie(), maintenant()).expect("right");
    assert_eq!(lu.debut(), "2026-06-16T14:30:00".parse().expect("a time"));
    assert_eq!((lu.duree_minutes(), lu.canal()), (45, Canal::Physique));
}

#[rstest]
#[case("demain", "16/06/2026")]
#[case("3/7", "03/07/2026")]
#[case("03/07/2026", "03/07/2026")]
#[case("le mois pro", "le mois pro")]
#[case("", "")]
fn a_draft_keeps_the_day_that_was_meant(#[case] typed: &str, #[case] kept: &str) {
    let typed = SaisieRendezVous { date: typed.into(), heure: "26h".into(), ..saisie() };
    let kept = SaisieRendezVous { date: kept.into(), ..typed.clone() };
    assert_eq!(typed.pour_brouillon(maintenant().date()), kept);
}

#[test]
fn a_draft_keeps_what_is_wrong_and_refuses_only_what_is_endless() {
    let garde = SaisieRendezVous { note: "gardée".into(), ..saisie() };
    let trop_longue = "x".repeat(LONGUEUR_NOTE + 1);
    let typed = SaisieRendezVous { note: trop_longue, heure: "26h".into(), ..saisie() };
    assert_eq!(typed.clone().retenir(&garde), (typed.clone(), Vec::new()));
    let sans_fin = SaisieRendezVous { note: "x".repeat(LONGUEUR_BROUILLON + 1), ..typed.clone() };
    let (retenue, refus) = sans_fin.retenir(&garde);
    assert_eq!(retenue, SaisieRendezVous { note: garde.note, ..typed });
    assert_eq!(refus.iter().map(|refus| refus.champ.as_str()).collect::<Vec<_>>(), ["note"]);
    assert_eq!(libelle_du_champ("note"), "Note");
}

#[rstest]
#[case(Some(RolePersonne::Demandeur), false, true, None)]
#[case(Some(RolePersonne::Conjoint), false, true, None)]
#[case(Some(RolePersonne::Conjoint), false, false, Some(NonRecu::NonAccompagne))]
#[case(Some(RolePersonne::Demandeur), true, true, Some(NonRecu::Parti))]
// Oriented by mistake: still a child.
#[case(Some(RolePersonne::Enfant), false, true, Some(NonRecu::PasAdulte))]
#[case(Some(RolePersonne::Autre), false, false, Some(NonRecu::PasAdulte))]
#[case(None, false, true, Some(NonRecu::PasAdulte))]
fn only_adults_whom_the_structure_accompanies_are_received(
    #[case] role: Option<RolePersonne>,
    #[case] parti: bool,
    #[case] accompagne: bool,
    #[case] attendu: Option<NonRecu>,
) {
    assert_eq!(peut_etre_recu(role, parti, accompagne).err(), attendu);
}

#[test]
fn an_empty_entry_names_every_field() {
    assert_eq!(
        refus(&SaisieRendezVous::default()),
        [
            "objet objet_absent",
            "date date_absente",
            "heure heure_absente",
            "duree_minutes duree_hors_liste",
            "canal canal_absent"
        ]
    );
}

#[rstest]
#[case("15/06/2027", None)]
#[case("16/06/2027", Some("date date_lointaine"))]
#[case("15/06/2025", None)]
#[case("14/06/2025", Some("date date_ancienne"))]
fn a_year_either_way(#[case] date: &str, #[case] attendu: Option<&str>) {
    let lu = RendezVous::lire(&SaisieRendezVous { date: date.into(), ..saisie() }, maintenant());
    assert_eq!(lu.err().map(|e| e[0].champ.clone() + " " + &e[0].code).as_deref(), attendu);
}

#[rstest]
#[case("6h59", "60", "heure heure_hors_journee")]
#[case("22h00", "60", "heure heure_hors_journee")]
#[case("21h30", "45", "duree_minutes fin_trop_tardive")]
#[case("14h", "50", "duree_minutes duree_hors_liste")]
fn hours_and_lengths(#[case] heure: &str, #[case] duree: &str, #[case] attendu: &str) {
    let saisie = SaisieRendezVous { heure: heure.into(), duree_minutes: duree.into(), ..saisie() };
    assert_eq!(refus(&saisie), [attendu]);
}

#[test]
fn only_a_meeting_on_site_needs_a_place() {
    let sans = |canal: &str| SaisieRendezVous { lieu: String::new(), canal: canal.into(), ..saisie() };
    assert_eq!(refus(&sans("physique")), ["lieu lieu_absent"]);
    for canal in ["telephone", "visio", "domicile"] {
        assert!(RendezVous::lire(&sans(canal), maintenant()).is_ok(), "{canal}");
    }
}

#[test]
fn a_note_passes_the_comment_guard() {
    let saisie = SaisieRendezVous { note: "Semble dépressive".into(), ..saisie() };
    assert_eq!(refus(&saisie), ["note commentaire_garde"]);
}

#[test]
fn a_report_creates_the_next_one() {
    use StatutRendezVous::{Honore, Prevu, Reporte};
    let debut = maintenant() + TimeDelta::days(1);
    let champs = |lu: Result<_, Vec<crate::erreur::ErreurChamp>>| {
        lu.map(|_: Option<RendezVous>| ())
            .map_err(|e| e.into_iter().map(|e| e.champ + " " + &e.code).collect::<Vec<_>>())
    };
    assert_eq!(
        champs(lire_statut(Prevu, debut, Reporte, None, maintenant())),
        Err(vec!["report.date report_absent".into()])
    );
    let suivant =
        lire_statut(Prevu, debut, Reporte, Some(&saisie()), maintenant()).expect("right").expect("the next");
    assert_eq!(suivant.debut(), "2026-06-16T14:30:00".parse().expect("a time"));
    let meme = lire_statut(Prevu, suivant.debut(), Reporte, Some(&saisie()), maintenant());
    assert_eq!(champs(meme), Err(vec!["report.date report_identique".into()]));
    let faux = SaisieRendezVous { heure: String::new(), ..saisie() };
    let faux = lire_statut(Prevu, debut, Reporte, Some(&faux), maintenant());
    assert_eq!(champs(faux), Err(vec!["report.heure heure_absente".into()]));
    assert_eq!(
        champs(lire_statut(Prevu, debut, Honore, None, maintenant())),
        Err(vec!["statut pas_encore_tenu".into()])
    );
}

fn statuts() -> impl Strategy<Value = StatutRendezVous> {
    prop::sample::select(StatutRendezVous::TOUS)
}

proptest! {
    /// Before its time a rendez-vous never has a result; after it, never stays planned by choice.
    #[test]
    fn results_follow_time(actuel in statuts(), voulu in statuts(), minutes in -100_000..100_000_i64) {
        use StatutRendezVous::*;
        let debut = maintenant() + TimeDelta::minutes(minutes);
        let permis = actuel.devient(voulu, debut, maintenant()).is_ok();
        prop_assert_eq!(permis, actuel.suivants(debut, maintenant()).contains(&voulu));
        if permis {
            prop_assert!(actuel != Reporte && actuel != voulu);
            prop_assert!(minutes <= 0 || !matches!(voulu, Honore | AbsenceExcusee | AbsenceNonExcusee));
            prop_assert!(minutes > 0 || voulu != Prevu);
        }
        // What is to be filled in can be.
        if actuel.a_renseigner(debut, maintenant()) {
            prop_assert!(actuel.devient(Honore, debut, maintenant()).is_ok());
        }
    }

    /// Overlap is symmetric, and true exactly when a minute is shared.
    #[test]
    fn overlap_shares_a_minute(ecart in -600..600_i64, a in prop::sample::select(DUREES_MINUTES), b in prop::sample::select(DUREES_MINUTES)) {
        let lu = |duree: u32| RendezVous::lire(&SaisieRendezVous { duree_minutes: duree.to_string(), ..saisie() }, maintenant()).expect("right");
        let debut = lu(a).debut();
        let autre = debut + TimeDelta::minutes(ecart);
        let partage = (0..i64::from(a)).any(|minute| (ecart..ecart + i64::from(b)).contains(&minute));
        prop_assert_eq!(lu(a).chevauche(autre, b), partage);
    }

    #[test]
    fn any_text_is_read_without_panic(t in prop::collection::vec(any::<String>(), 7)) {
        let lu = RendezVous::lire(&SaisieRendezVous {
            objet: t[0].clone(), date: t[1].clone(), heure: t[2].clone(), duree_minutes: t[3].clone(),
            canal: t[4].clone(), lieu: t[5].clone(), note: t[6].clone(), ..Default::default()
        }, maintenant());
        prop_assert!(lu.is_err());
    }

    /// Whatever is accepted is within a year and within the day.
    #[test]
    fn what_is_accepted_is_in_bounds(jours in -800..800_i64, heure in 0..24_u32, minute in 0..60_u32, duree in 0..300_u32) {
        let jour = maintenant().date() + TimeDelta::days(jours);
        let saisie = SaisieRendezVous {
            date: date::court(jour), heure: format!("{heure}h{minute:02}"), duree_minutes: duree.to_string(), ..saisie()
        };
        if let Ok(lu) = RendezVous::lire(&saisie, maintenant()) {
            prop_assert!((-366..=366).contains(&jours) && (7..22).contains(&heure) && DUREES_MINUTES.contains(&duree));
            prop_assert_eq!(lu.debut().date(), jour);
            prop_assert!(heure * 60 + minute + duree <= 22 * 60);
        }
    }
}

fn saisies() -> impl Strategy<Value = SaisieRendezVous> {
    let texte = || proptest::sample::select(vec!["", "a", "b", " a "]).prop_map(str::to_owned);
    (texte(), texte(), texte(), texte(), texte(), texte(), proptest::option::of(1..3_i64), texte()).prop_map(
        |(objet, date, heure, duree_minutes, canal, lieu, referent, note)| SaisieRendezVous {
            objet,
            date,
            heure,
            duree_minutes,
            canal,
            lieu,
            referent,
            note,
            malgre_chevauchement: false,
        },
    )
}

proptest! {
    /// Two tabs: each field that differs is told once, and taking them all leaves no difference;
    /// taking none loses nothing of one's own.
    #[test]
    fn two_drafts_are_reconciled_field_by_field(mienne in saisies(), autre in saisies()) {
        let collegues = vec![Collegue { id: 2, nom: "MARTIN".into(), prenom: "Zoé".into() }];
        let equipe = Equipe { moi: 1, collegues };
        let ecarts = differences(&mienne, &autre, &equipe);
        let mut prise = mienne.clone();
        for ecart in &ecarts {
            prop_assert_ne!(ecart.la_votre.trim(), ecart.l_autre.trim());
            prise.reprend(ecart.champ, &autre);
        }
        prop_assert!(differences(&prise, &autre, &equipe).is_empty());
        let uniques: std::collections::BTreeSet<_> = ecarts.iter().map(|ecart| ecart.champ).collect();
        prop_assert_eq!(uniques.len(), ecarts.len());
        prop_assert!(differences(&mienne, &mienne, &equipe).is_empty());
    }
}
