//! The sealed document, and who may decide on which line.

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn le(jour: &str) -> NaiveDate {
    jour.parse().unwrap()
}

fn saisie(geste: GesteRevue, lignes: &[i64], motif: Option<MotifRevue>, precision: &str) -> SaisieGesteRevue {
    SaisieGesteRevue { geste, lignes: lignes.to_vec(), motif, precision: precision.to_owned() }
}

#[rstest]
#[case("15/01", "2026-01-15", "2026-01-15")]
#[case("15/01", "2026-01-14", "2025-01-15")]
#[case("15/01", "2026-12-31", "2026-01-15")]
#[case("29/02", "2026-02-28", "2026-02-28")]
#[case("29/02", "2024-02-28", "2023-02-28")]
fn the_last_opening_is_on_the_day_set(#[case] reglage: &str, #[case] jour: &str, #[case] attendue: &str) {
    let reglages =
        ReglagesRevue { ouverture: JourAnnuel::lire(reglage).unwrap(), ..ReglagesRevue::default() };
    assert_eq!(reglages.derniere_ouverture(le(jour)), le(attendue));
}

#[rstest]
#[case("31/02")]
#[case("0/1")]
#[case("15")]
#[case("15/13")]
fn a_day_that_does_not_exist_is_refused(#[case] texte: &str) {
    assert_eq!(JourAnnuel::lire(texte).unwrap_err().code, "jour_annuel");
}

#[rstest]
#[case("2026-01-30", 3, RappelRevue::Ouverte)]
#[case("2026-01-30", 0, RappelRevue::ASceller)]
#[case("2026-01-31", 3, RappelRevue::Proche)]
#[case("2026-02-15", 1, RappelRevue::Proche)]
#[case("2026-02-16", 1, RappelRevue::EnRetard)]
#[case("2026-02-16", 0, RappelRevue::ASceller)]
fn the_reminder_follows_the_day(#[case] jour: &str, #[case] restantes: u64, #[case] attendu: RappelRevue) {
    assert_eq!(ReglagesRevue::default().rappel(le("2026-02-15"), le(jour), restantes), attendu);
}

#[rstest]
#[case(saisie(GesteRevue::Confirmer, &[], Some(MotifRevue::EnPoste), ""), "lignes_absentes")]
#[case(saisie(GesteRevue::Retirer, &[1, 2], Some(MotifRevue::Depart), ""), "retrait_groupe")]
#[case(saisie(GesteRevue::Confirmer, &[1], None, ""), "motif_absent")]
#[case(saisie(GesteRevue::Confirmer, &[1], Some(MotifRevue::Depart), ""), "motif_autre_decision")]
#[case(saisie(GesteRevue::Retirer, &[1], Some(MotifRevue::EnPoste), ""), "motif_autre_decision")]
#[case(saisie(GesteRevue::Retirer, &[1], Some(MotifRevue::Autre), " ok "), "precision_absente")]
#[case(saisie(GesteRevue::Retirer, &[1], Some(MotifRevue::Depart), "en dépression"), "commentaire_garde")]
fn a_gesture_names_what_is_refused(#[case] saisie: SaisieGesteRevue, #[case] code: &str) {
    let refus = GesteRevueLu::lire(&saisie).unwrap_err();
    assert_eq!(refus.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), [code]);
}

#[test]
fn as_many_lines_as_the_message_says() {
    let lignes: Vec<i64> = (1..=501).collect();
    let lire = |lignes: &[i64]| {
        GesteRevueLu::lire(&saisie(GesteRevue::Confirmer, lignes, Some(MotifRevue::EnPoste), ""))
    };
    assert_eq!(lire(&lignes[..500]).unwrap().lignes().len(), 500);
    assert_eq!(lire(&lignes).unwrap_err()[0].code, "lignes_trop");
}

#[test]
fn a_whole_gesture_is_read() {
    let lu = GesteRevueLu::lire(&saisie(
        GesteRevue::Confirmer,
        &[3, 1, 3],
        Some(MotifRevue::Autre),
        "deux\n lignes",
    ));
    let lu = lu.unwrap();
    assert_eq!((lu.lignes(), lu.precision().as_deref()), (&[1, 3][..], Some("deux lignes")));
}

fn entete() -> Entete {
    let instant = DateTime::<Utc>::UNIX_EPOCH;
    let (organisation, scellee_par) = ("ALSA".to_owned(), "ESSAI Gaëlle".to_owned());
    Entete {
        organisation,
        annee: 2026,
        ouverte_le: instant,
        limite: le("2026-02-15"),
        scellee_le: instant,
        scellee_par,
    }
}

fn ligne(habilitation: i64, nom: &str, precision: &str, etat: EtatLigneRevue) -> LigneRevue {
    LigneRevue {
        id: habilitation,
        habilitation,
        nom: nom.to_owned(),
        prenom: "Nadia".to_owned(),
        profil: Profil::Referent,
        depuis: le("2025-01-01"),
        etat,
        motif: Some(MotifRevue::EnPoste),
        precision: Some(precision.to_owned()),
        decidee_le: None,
        decidee_par: None,
        la_mienne: false,
        derniere_connexion: None,
    }
}

#[test]
fn a_changed_line_shows_and_is_named() {
    let (a, b) = (EtatLigneRevue::Confirmee, EtatLigneRevue::Retiree);
    let scelle = texte_canonique(&entete(), &[ligne(1, "A", "", a), ligne(2, "B", "", a)]);
    let change = texte_canonique(&entete(), &[ligne(1, "A", "", a), ligne(2, "B", "", b)]);
    assert_ne!(empreinte(&scelle), empreinte(&change));
    let dites = differences(&scelle, &change);
    assert_eq!(dites, ["habilitation n° 2 : « décision: Confirmée » est devenu « décision: Retirée »."]);
    assert!(differences(&scelle, &texte_canonique(&entete(), &[])).len() > 1);
}

proptest! {
    /// What is typed can't forge another line of the document, and the order of the
    /// lines does not count.
    #[test]
    fn the_text_is_canonical(nom in "\\PC{0,20}", precision in "(\\PC|\n|\r|\u{2028}){0,40}") {
        let etat = EtatLigneRevue::Confirmee;
        let (une, autre) = (ligne(1, &nom, &precision, etat), ligne(2, "B", "", etat));
        let texte = texte_canonique(&entete(), &[une.clone(), autre.clone()]);
        prop_assert_eq!(texte.lines().count(), 8 + 2 * 10);
        prop_assert_eq!(texte, texte_canonique(&entete(), &[autre, une]));
    }
}
