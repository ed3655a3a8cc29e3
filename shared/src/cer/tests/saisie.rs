//! Drafts, settings, and two versions compared.

use proptest::prelude::*;

use super::*;
use crate::regle::{Certitude, Cle, Regle, Regles, Valeur};

#[test]
fn a_draft_of_another_version_opens() {
    let lue: SaisieCer =
        serde_json::from_str(r#"{"debut":"1/8","inconnu":[1],"objectifs":[{"objectif":"x","poids":2}]}"#)
            .expect("tolerant");
    assert_eq!(lue.debut, "1/8");
    assert_eq!(lue.objectifs[0].objectif, "x");
    assert_eq!(serde_json::from_str::<SaisieCer>("{}").expect("empty"), SaisieCer::default());
}

#[test]
fn a_draft_is_only_capped() {
    assert!(SaisieCer::default().pour_brouillon().is_ok());
    let longue = SaisieCer {
        observations_referent: "é".repeat(LONGUEUR_NOTE + 1),
        debut: "x".repeat(5_000_000),
        objectifs: vec![SaisieObjectif::default(); 5_000],
        ..SaisieCer::default()
    };
    let champs: Vec<_> = longue.pour_brouillon().expect_err("capped").into_iter().map(|e| e.champ).collect();
    assert_eq!(champs, ["debut", "observations_referent", "objectifs"]);
    let juste = SaisieCer { observations_referent: "é".repeat(LONGUEUR_NOTE), ..SaisieCer::default() };
    assert!(juste.pour_brouillon().is_ok());
}

#[test]
fn a_field_over_its_cap_stays_as_it_was_kept_and_holds_no_other_back() {
    let ligne = |objectif: &str, precision: &str| SaisieObjectif {
        objectif: objectif.into(),
        precision: precision.into(),
        ..SaisieObjectif::default()
    };
    let engagement = |code: &str, precision: &str| SaisieEngagement {
        engagement: code.into(),
        precision: precision.into(),
    };
    let garde = SaisieCer {
        observations_referent: "gardé".into(),
        objectifs: vec![ligne("a", "gardée"), ligne("b", "de b")],
        engagements_personne: vec![engagement("x", "de x"), engagement("y", "de y")],
        ..SaisieCer::default()
    };
    let longue = "é".repeat(LONGUEUR_NOTE + 1);
    let typed = SaisieCer {
        observations_referent: longue.clone(),
        observations_personne: "Souhaite un atelier.".into(),
        objectifs: vec![ligne("a", &longue), ligne("c", &longue)],
        // One line less: the next ones move up.
        engagements_personne: vec![engagement("y", &longue)],
        ..SaisieCer::default()
    };
    let (retenue, refus) = typed.retenir(&garde);
    let champs: Vec<_> = refus.iter().map(|refus| refus.champ.as_str()).collect();
    assert_eq!(
        champs,
        [
            "observations_referent",
            "objectifs.0.precision",
            "objectifs.1.precision",
            "engagements_personne.0.precision"
        ]
    );
    let attendue = SaisieCer {
        observations_personne: "Souhaite un atelier.".into(),
        objectifs: vec![ligne("a", "gardée"), ligne("c", "")],
        engagements_personne: vec![engagement("y", "de y")],
        ..garde
    };
    assert_eq!(retenue, attendue);
    assert_eq!(libelle_du_champ("objectifs.1.precision"), "Objectifs");
    assert_eq!(libelle_du_champ("observations_referent"), "Observations du référent");
}

#[test]
fn a_reopened_contract_is_signed_again() {
    let reprise = complete().a_resigner();
    let champs: Vec<_> = differences(&complete(), &reprise).into_iter().map(|e| e.champ).collect();
    assert_eq!(champs, ["signe_personne_le", "signe_referent_le"]);
    assert!(Cer::lire(&reprise, &contexte()).is_err());
}

#[test]
fn settings_follow_the_dated_rules() {
    let locale = Regle {
        cle: Cle::DureesCer,
        valeur: Valeur::Liste(vec![6, 12]),
        debut: jour("2027-01-01"),
        fin: None,
        article: "Délibération".into(),
        explication: "Un CER dure 6 ou 12 mois.".into(),
        depart: None,
        certitude: Certitude::Locale,
    };
    let regles = Regles::new(vec![locale]).unwrap();
    let durees = |le: &str| ReglagesCer::en_vigueur(&regles, jour(le)).durees_mois;
    assert_eq!((durees("2026-12-31"), durees("2027-01-01")), (vec![3, 6, 9, 12], vec![6, 12]));
    // The product's own, as a département that sets nothing has them.
    let reglages = ReglagesCer::en_vigueur(&Regles::default(), jour("2026-06-15"));
    assert_eq!((reglages.debut_avant_signature, reglages.debut_apres_signature), (60, 92));
    assert_eq!((reglages.signature_ancienne, reglages.ecart_signatures, reglages.alerte_fin), (365, 31, 60));
}

#[test]
fn two_versions_are_compared_in_words() {
    let mienne = complete();
    let mut sienne = SaisieCer { duree_mois: "12".into(), forme: "particulier".into(), ..complete() };
    sienne.objectifs.push(SaisieObjectif {
        objectif: "logement_acces".into(),
        precision: " Secteur de Colmar ".into(),
        ..Default::default()
    });
    let ecarts = differences(&mienne, &sienne);
    let vus: Vec<_> = ecarts.iter().map(|e| (e.champ, e.la_votre.as_str(), e.l_autre.as_str())).collect();
    assert_eq!(
        vus,
        [
            ("forme", "Simple", "Particulier"),
            ("duree_mois", "6", "12"),
            (
                "objectifs",
                "Rechercher activement un emploi",
                "Rechercher activement un emploi ; Rechercher un logement adapté : Secteur de Colmar"
            ),
        ]
    );
}

proptest! {
    /// Whatever is typed, what is kept is within the caps, and what was within them is kept.
    #[test]
    fn what_is_kept_of_a_draft_can_be_kept(
        (debut, note, avant) in ("[a-z]{0,200}", "[a-z]{0,1500}", "[a-z]{0,1500}"),
        precisions in prop::collection::vec("[a-z]{0,400}", 0..16),
    ) {
        let de = |note: &str, precisions: &[String]| SaisieCer {
            debut: debut.clone(),
            observations_referent: note.to_owned(),
            objectifs: precisions.iter().map(|precision| SaisieObjectif {
                precision: precision.clone(), ..SaisieObjectif::default()
            }).collect(),
            ..SaisieCer::default()
        };
        let typed = de(&note, &precisions);
        let (retenue, refus) = typed.clone().retenir(&de(&avant, &[]));
        prop_assert!(retenue.pour_brouillon().is_ok());
        prop_assert_eq!(refus.is_empty(), retenue == typed);
        prop_assert_eq!(&typed.pour_brouillon().err().unwrap_or_default(), &refus);
        if debut.len() <= LONGUEUR_COURT {
            prop_assert_eq!(retenue.debut, debut);
        }
    }

    /// Taking every difference from the other side leaves none.
    #[test]
    fn taking_the_other_side_field_by_field_reconciles(
        sorte in "premier|avenant|x", debut in "[0-9/]{0,8}", note in "[a-z]{0,5}",
        change in any::<bool>(), lignes in prop::collection::vec("[a-z]{1,4}", 0..3),
    ) {
        let autre = SaisieCer {
            sorte,
            debut,
            change_periode: change,
            bilan: SaisieBilan { resultat: String::new(), note },
            engagements_referent: lignes.into_iter().map(|engagement| SaisieEngagement { engagement, precision: String::new() }).collect(),
            ..complete()
        };
        let mut mienne = complete();
        for ecart in differences(&complete(), &autre) {
            mienne.reprend(ecart.champ, &autre);
        }
        prop_assert_eq!(differences(&mienne, &autre).len(), 0);
    }

    /// No text makes the reading panic, and what comes out of JSON comes back.
    #[test]
    fn any_text_is_read_without_panic(textes in prop::collection::vec(any::<String>(), 12)) {
        let t = |rang: usize| textes[rang].clone();
        let saisie = SaisieCer {
            sorte: t(0), forme: t(1), debut: t(2), duree_mois: t(3),
            objectifs: vec![SaisieObjectif { theme: t(4), objectif: t(5), precision: t(6) }],
            bilan: SaisieBilan { resultat: t(7), note: t(8) },
            observations_personne: t(9), signe_personne_le: t(10), signe_referent_le: t(11),
            ..SaisieCer::default()
        };
        prop_assert!(Cer::lire(&saisie, &contexte()).is_err());
        let json = serde_json::to_string(&saisie).expect("json");
        prop_assert_eq!(serde_json::from_str::<SaisieCer>(&json).expect("back"), saisie);
    }
}
