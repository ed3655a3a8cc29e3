//! When each kind of convention ends, and how it is told.

use chrono::Days;
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("date")
}

fn tacite(effet: &str) -> Duree {
    Duree { date_effet: jour(effet), tacite: true, fin_denoncee: None }
}

#[rstest]
#[case(SorteConvention::Solis, Voie::Manquement, "2026-03-10", "2026-06-10")]
#[case(SorteConvention::Solis, Voie::Volonte, "2026-09-30", "2026-12-31")]
#[case(SorteConvention::Solis, Voie::Volonte, "2026-10-01", "2027-12-31")]
#[case(SorteConvention::MsaRsacg, Voie::Volonte, "2026-03-10", "2026-12-31")]
#[case(SorteConvention::MsaRsacg, Voie::Manquement, "2026-03-10", "2026-04-09")]
#[case(SorteConvention::CafMcp, Voie::Volonte, "2026-03-10", "2026-06-10")]
#[case(SorteConvention::CafMcp, Voie::Manquement, "2026-01-31", "2026-02-28")]
#[case(SorteConvention::Controle, Voie::Volonte, "2026-03-10", "2026-09-10")]
#[case(SorteConvention::Controle, Voie::Immediate, "2026-03-10", "2026-03-10")]
fn each_way_ends_as_its_convention_says(
    #[case] sorte: SorteConvention,
    #[case] voie: Voie,
    #[case] depart: &str,
    #[case] fin: &str,
) {
    let regle = sorte.regle(voie).expect("a way");
    let duree = tacite("2016-01-01");
    assert_eq!(regle.fin(jour(depart), &duree), jour(fin));
    let calcul = regle.calcul(jour(depart), &duree);
    for dit in [depart, fin].map(|texte| date::court(jour(texte))) {
        assert!(calcul.contains(&dit), "{calcul}");
    }
}

#[test]
fn the_computation_is_told_in_words() {
    let dit = |voie, duree: &Duree| {
        SorteConvention::Solis.regle(voie).expect("a way").calcul(jour("2026-10-05"), duree)
    };
    assert_eq!(
        dit(Voie::Manquement, &tacite("2016-01-01")),
        "Pour manquement. Lettre envoyée le 05/10/2026 : préavis de 3 mois à compter de l’envoi de la lettre ; \
         fin le 05/01/2027 (conventions de 2016, article 6)."
    );
    assert_eq!(
        dit(Voie::Volonte, &tacite("2016-01-01")),
        "Par la volonté d’une des parties. Lettre envoyée le 05/10/2026 : préavis de 3 mois à compter de l’envoi de \
         la lettre, jusqu’au 05/01/2027 ; fin au terme de l’année alors en cours, le 31/12/2027 (réglage : les \
         conventions de 2016 n’en disent rien)."
    );
    let un_an = Duree { tacite: false, ..tacite("2026-01-01") };
    assert!(dit(Voie::Manquement, &un_an).contains("fin à son terme, avant lui, le 31/12/2026"));
}

#[rstest]
#[case("2026-11-23", "denonciation_future")]
#[case("2015-12-31", "denonciation_precoce")]
#[case("2026-08-21", "denonciation_ancienne")]
fn a_letter_of_no_use_is_refused(#[case] le: &str, #[case] code: &str) {
    let regle = SorteConvention::Solis.regle(Voie::Manquement).expect("a way");
    let essai = |le: &str, duree: &Duree| regle.essayer(jour(le), duree, jour("2026-11-22"));
    let duree = tacite("2016-01-01");
    assert_eq!(essai(le, &duree).map_err(|motif| motif.code), Err(code));
    assert_eq!(essai("2026-08-22", &duree).map_err(|motif| motif.code), Ok(jour("2026-11-22")));
    let denoncee = Duree { fin_denoncee: Some(jour("2026-12-01")), ..duree };
    assert_eq!(essai("2026-11-22", &denoncee).map_err(|motif| motif.code), Err("denoncee_deja"));
    let un_an = Duree { tacite: false, ..tacite("2026-01-01") };
    let volonte = SorteConvention::Solis.regle(Voie::Volonte).expect("a way");
    let refus = volonte.essayer(jour("2026-11-22"), &un_an, jour("2026-11-22"));
    assert_eq!(refus.map_err(|motif| motif.code), Err("sans_reconduction"));
}

#[test]
fn each_kind_is_ended_by_will_and_in_one_way_on_each_ground() {
    for &sorte in SorteConvention::TOUS {
        assert!(sorte.regle(Voie::Volonte).is_some(), "{sorte:?}");
        for &voie in Voie::TOUS {
            assert!(sorte.regles().filter(|regle| regle.voie == voie).count() <= 1, "{sorte:?} {voie:?}");
        }
    }
    for &sorte in SorteOrganisation::TOUS {
        assert_eq!(!SorteConvention::avec(sorte).is_empty(), sorte.sous_convention());
    }
}

proptest! {
    /// Never before the notice is over, nor, where it is said, before the term.
    #[test]
    fn an_end_leaves_the_whole_notice_and_the_year_where_it_is_due(
        rang in 0..REGLES.len(), effet in 0..4_000_u64, apres in 0..3_000_u64,
    ) {
        let regle = &REGLES[rang];
        let date_effet = jour("2016-01-01") + Days::new(effet);
        let duree = Duree { date_effet, tacite: true, fin_denoncee: None };
        let depart = date_effet + Days::new(apres);
        let fin = regle.fin(depart, &duree);
        let preavis = regle.preavis.apres(depart).expect("a delay");
        prop_assert!(fin >= preavis);
        if regle.issue == Issue::Terme {
            let suivant = fin.succ_opt().expect("a day");
            prop_assert_eq!(suivant, duree.debut_d_annee(duree.reconductions(suivant)));
            prop_assert!(fin < date::ajouter_mois(preavis, 12) + Days::new(2), "the first term that comes");
        } else {
            prop_assert_eq!(fin, preavis);
        }
    }
}
