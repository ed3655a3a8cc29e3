//! A cured breach leaves the convention in force; nothing else stops a notice.

use chrono::Days;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::convention::Issue;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("date")
}

fn duree(fin: NaiveDate) -> Duree {
    Duree { date_effet: jour("2026-01-01"), tacite: true, fin_denoncee: Some(fin) }
}

/// Received on 10 October, it ends on 10 November.
fn delai(aujourdhui: &str) -> Result<DelaiCorrection, Motif> {
    let nature = (SorteConvention::CafMcp, Some(Voie::Manquement));
    DelaiCorrection::ouvert(nature, Some(jour("2026-10-10")), duree(jour("2026-11-10")), jour(aujourdhui))
}

fn saisie(corrigee_le: &str) -> SaisieCorrection {
    let motif = "Postes verrouillés, constat du 20 octobre.".to_owned();
    SaisieCorrection { corrigee_le: corrigee_le.to_owned(), motif }
}

#[rstest]
#[case("2026-10-10", None)]
#[case("2026-10-20", None)]
#[case("2026-10-09", Some("correction_hors_delai"))]
#[case("2026-10-22", Some("correction_future"))]
#[case("", Some("date_absente"))]
fn a_breach_is_corrected_between_the_letter_and_today(#[case] le: &str, #[case] refus: Option<&str>) {
    let delai = delai("2026-10-21").expect("open");
    let lue = Correction::lire(&saisie(le), &delai, &[], jour("2026-10-21"));
    let code = lue.as_ref().err().map(|refus| (refus[0].champ.as_str(), refus[0].code.as_str()));
    assert_eq!(code, refus.map(|code| ("corrigee_le", code)));
    if let Ok(lue) = lue {
        assert_eq!(lue.duree.fin(), None, "renewed from year to year again");
    }
}

#[test]
fn the_last_day_of_the_notice_still_counts_and_the_day_after_does_not() {
    assert!(delai("2026-11-10").is_ok());
    assert_eq!(delai("2026-11-11").expect_err("over").code, "correction_tardive");
}

#[test]
fn a_convention_entered_since_the_notice_keeps_its_days() {
    let delai = delai("2026-10-21").expect("open");
    let suivante = Duree { date_effet: jour("2027-01-01"), tacite: true, fin_denoncee: None };
    let refus = Correction::lire(&saisie("2026-10-20"), &delai, &[suivante], jour("2026-10-21"));
    assert_eq!(refus.expect_err("taken")[0].code, "convention_chevauchee");
}

#[test]
fn only_a_notice_for_a_breach_that_may_be_corrected_is_stopped() {
    let fin = jour("2026-12-31");
    let essai = |sorte, voie, comptee_du: Option<&str>, duree| {
        DelaiCorrection::ouvert((sorte, voie), comptee_du.map(jour), duree, jour("2026-10-21"))
            .map_err(|motif| motif.code)
    };
    for &sorte in SorteConvention::TOUS {
        for &voie in Voie::TOUS {
            let corrigeable = sorte.regle(voie).is_some_and(|regle| regle.issue == Issue::SaufCorrection);
            let ouvert = essai(sorte, Some(voie), Some("2026-10-10"), duree(fin));
            assert_eq!(ouvert.err(), (!corrigeable).then_some("manquement_definitif"), "{sorte:?} {voie:?}");
        }
    }
    let caf = SorteConvention::CafMcp;
    assert_eq!(essai(caf, None, Some("2026-10-10"), duree(fin)).err(), Some("manquement_definitif"));
    let en_vigueur = duree(fin).sans_denonciation();
    assert_eq!(essai(caf, Some(Voie::Manquement), None, en_vigueur).err(), Some("pas_denoncee"));
}

proptest! {
    /// Whatever its dates: in force on the day of the cure, and on those that the notice would have taken.
    #[test]
    fn a_cured_breach_leaves_the_convention_in_force(
        effet in 0..3_000_u64, lettre in 0..2_000_u64, attente in 0..40_u64, apres in 0..400_u64,
        tacite in any::<bool>(),
    ) {
        let date_effet = jour("2016-01-01") + Days::new(effet);
        let sans = Duree { date_effet, tacite, fin_denoncee: None };
        let comptee_du = date_effet + Days::new(lettre);
        let regle = SorteConvention::CafMcp.regle(Voie::Manquement).expect("a way");
        let denoncee = Duree { fin_denoncee: Some(regle.fin(comptee_du, &sans)), ..sans };
        let aujourdhui = comptee_du + Days::new(attente);
        let nature = (SorteConvention::CafMcp, Some(Voie::Manquement));
        let ouvert = DelaiCorrection::ouvert(nature, Some(comptee_du), denoncee, aujourdhui);
        let dans_le_preavis = denoncee.fin().is_some_and(|fin| aujourdhui <= fin);
        prop_assert_eq!(ouvert.is_ok(), dans_le_preavis);
        if let Ok(delai) = ouvert {
            let lue = Correction::lire(&saisie(&date::court(aujourdhui)), &delai, &[], aujourdhui);
            let corrigee = lue.expect("within the notice").duree;
            prop_assert_eq!(corrigee, sans);
            let ce_jour = aujourdhui + Days::new(apres);
            prop_assert_eq!(corrigee.est_en_vigueur(ce_jour), sans.est_en_vigueur(ce_jour));
            prop_assert!(corrigee.est_en_vigueur(aujourdhui));
        }
    }
}
