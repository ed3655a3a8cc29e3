//! How long a convention lasts, and which terms hold.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::habilitation::Profil;
use crate::organisation::SorteOrganisation;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("date")
}

/// `denoncee`: the last day that a notice leaves.
fn duree(effet: &str, tacite: bool, denoncee: Option<&str>) -> Duree {
    Duree { date_effet: jour(effet), tacite, fin_denoncee: denoncee.map(jour) }
}

#[rstest]
#[case("2016-01-01", true, None, None)]
#[case("2016-01-01", false, None, Some("2016-12-31"))]
#[case("2016-01-01", true, Some("2026-06-10"), Some("2026-06-10"))]
#[case("2026-01-01", false, Some("2026-06-10"), Some("2026-06-10"))]
#[case("2026-01-01", false, Some("2027-02-10"), Some("2026-12-31"))]
#[case("2026-06-01", true, Some("2026-04-10"), Some("2026-06-01"))]
fn the_end_is_that_of_the_term_or_of_the_notice(
    #[case] effet: &str,
    #[case] tacite: bool,
    #[case] denoncee: Option<&str>,
    #[case] fin: Option<&str>,
) {
    assert_eq!(duree(effet, tacite, denoncee).fin(), fin.map(jour));
}

#[rstest]
#[case("2015-12-31", EtatConvention::AVenir)]
#[case("2016-01-01", EtatConvention::EnVigueur)]
#[case("2026-11-22", EtatConvention::EnVigueur)]
fn the_state_of_a_convention_without_end(#[case] le: &str, #[case] attendu: EtatConvention) {
    assert_eq!(duree("2016-01-01", true, None).etat(jour(le)), attendu);
}

#[rstest]
#[case("2026-03-09", EtatConvention::Denoncee)]
#[case("2026-06-10", EtatConvention::Denoncee)]
#[case("2026-06-11", EtatConvention::Terminee)]
fn the_state_of_a_convention_under_notice(#[case] le: &str, #[case] attendu: EtatConvention) {
    assert_eq!(duree("2016-01-01", true, Some("2026-06-10")).etat(jour(le)), attendu);
}

#[rstest]
#[case("2016-01-01", "2016-12-31", 0, "2016-12-31")]
#[case("2016-01-01", "2017-01-01", 1, "2017-12-31")]
#[case("2016-01-01", "2026-11-22", 10, "2026-12-31")]
#[case("2024-02-29", "2025-02-28", 0, "2025-02-28")]
#[case("2024-02-29", "2025-03-01", 1, "2026-02-28")]
fn renewals_are_counted(#[case] effet: &str, #[case] le: &str, #[case] fois: u32, #[case] fin: &str) {
    let duree = duree(effet, true, None);
    assert_eq!((duree.reconductions(jour(le)), duree.fin_d_annee(jour(le))), (fois, jour(fin)));
}

fn un_jour() -> impl Strategy<Value = NaiveDate> {
    (0..9_000_u64).prop_map(|jours| jour("2016-01-01") + Days::new(jours))
}

fn une_duree() -> impl Strategy<Value = Duree> {
    (un_jour(), any::<bool>(), proptest::option::of(0..4_000_u64)).prop_map(
        |(date_effet, tacite, preavis)| {
            let fin_denoncee = preavis.map(|jours| date_effet + Days::new(jours));
            Duree { date_effet, tacite, fin_denoncee }
        },
    )
}

/// Avenants in the order in which they are entered: never dated before the last one.
fn des_avenants() -> impl Strategy<Value = Vec<Avenant>> {
    proptest::collection::vec(0..400_u64, 1..6).prop_map(|ecarts| {
        let mut date_effet = jour("2016-01-01");
        let mut avenants = Vec::new();
        for (rang, ecart) in ecarts.into_iter().enumerate() {
            if rang > 0 {
                date_effet = date_effet + Days::new(ecart);
            }
            let numero = u32::try_from(rang).expect("few");
            let quotas = vec![Quota { profil: Profil::Referent, nombre: numero }];
            let termes = Termes {
                niveau: Niveau::Departement,
                territoire: vec![],
                rubriques: vec![],
                saisie: true,
                droits_en_cours: true,
                quotas,
                capacite: None,
            };
            avenants.push(Avenant {
                annulation: None,
                numero,
                date_effet,
                objet: String::new(),
                termes,
                saisi_le: chrono::DateTime::UNIX_EPOCH,
                saisi_par: None,
            });
        }
        avenants
    })
}

fn lieux() -> Lieux {
    let lieu = |(code, nom): (&str, &str)| Lieu { code: code.into(), nom: nom.into() };
    Lieux {
        ctsa: [("3", "CTSA de Mulhouse"), ("4", "CTSA de Colmar")].map(lieu).to_vec(),
        communes: [("68066", "Colmar"), ("68224", "Mulhouse"), ("68297", "Saint-Louis")].map(lieu).to_vec(),
    }
}

#[rstest]
#[case("departement", &["3"], "Colmar", Ok("Tout le département"))]
#[case("ctsa", &["4", "3"], "", Ok("CTSA de Mulhouse, CTSA de Colmar"))]
#[case("ctsa", &[], "Colmar", Err(("termes.ctsa", "ctsa_absente")))]
#[case("ctsa", &["3", "9"], "", Err(("termes.ctsa", "ctsa_inconnue")))]
#[case("communes", &[], "saint louis ; 68066,", Ok("Colmar, Saint-Louis"))]
#[case("communes", &[], "Colmar, Lutèce", Err(("termes.communes", "commune_inconnue")))]
#[case("communes", &["3"], " ", Err(("termes.communes", "commune_absente")))]
#[case("canton", &[], "", Err(("termes.niveau", "niveau_absent")))]
fn a_territory_names_its_places(
    #[case] niveau: &str,
    #[case] ctsa: &[&str],
    #[case] communes: &str,
    #[case] attendu: Result<&str, (&str, &str)>,
) {
    let lieux = lieux();
    let cadre = Cadre { sorte: SorteOrganisation::Structure, lieux: &lieux };
    let saisie = SaisieTermes {
        niveau: niveau.into(),
        ctsa: ctsa.iter().map(|code| (*code).to_owned()).collect(),
        communes: communes.into(),
        ..SaisieTermes::default()
    };
    match (saisie.lire(cadre), attendu) {
        (Ok(termes), Ok(dit)) => {
            assert_eq!(territoire_dit(termes.niveau, &termes.territoire), dit);
            // What the form is filled with gives the same terms again.
            assert_eq!(termes.saisie_de(cadre.sorte).lire(cadre), Ok(termes));
        }
        (Err(refus), Err(dit)) => {
            let refus: Vec<_> = refus.iter().map(|e| (e.champ.as_str(), e.code.as_str())).collect();
            assert_eq!(refus, [dit]);
        }
        (lu, _) => panic!("{lu:?}"),
    }
}

#[test]
fn a_level_without_its_places_says_that_it_opens_nothing() {
    assert!(territoire_dit(Niveau::Communes, &[]).contains("aucun dossier n’est ouvert"));
}

#[rstest]
#[case(None, false)]
#[case(Some("2026-11-21"), false)]
#[case(Some("2026-11-22"), true)]
#[case(Some("2027-02-22"), true)]
#[case(Some("2027-02-23"), false)]
fn ends_to_prepare(#[case] fin: Option<&str>, #[case] attendu: bool) {
    assert_eq!(finit_bientot(fin.map(jour), jour("2026-11-22")), attendu);
}

proptest! {
    #[test]
    fn a_cancelled_avenant_never_holds(mut avenants in des_avenants(), rang in 0..6_usize, le in un_jour()) {
        let rang = rang % avenants.len();
        let mut sans = avenants.clone();
        sans.remove(rang);
        avenants[rang].annulation =
            Some(Annulation { le: chrono::DateTime::UNIX_EPOCH, par: String::new(), motif: String::new() });
        prop_assert_eq!(avenant_du(&avenants, le), avenant_du(&sans, le));
    }

    #[test]
    fn in_force_is_one_interval_that_the_end_closes(duree in une_duree(), le in un_jour()) {
        let attendu = duree.date_effet <= le && duree.fin().is_none_or(|fin| le <= fin);
        prop_assert_eq!(duree.est_en_vigueur(le), attendu);
        prop_assert_eq!(duree.etat(le).ouvre_l_acces(), attendu);
        prop_assert!(duree.fin().is_none_or(|fin| fin >= duree.date_effet));
        prop_assert_eq!(duree.fin().is_none(), duree.tacite && duree.fin_denoncee.is_none());
    }

    #[test]
    fn a_notice_never_lengthens_and_leaves_its_delay_or_the_term(duree in une_duree()) {
        let sans = Duree { fin_denoncee: None, ..duree };
        if let (Some(denoncee), Some(fin)) = (duree.fin_denoncee, duree.fin()) {
            prop_assert!(sans.fin().is_none_or(|terme| fin <= terme));
            prop_assert!(fin == denoncee || Some(fin) == sans.fin());
        }
    }

    #[test]
    fn each_day_in_force_belongs_to_one_year(duree in une_duree(), le in un_jour()) {
        if duree.est_en_vigueur(le) && duree.tacite {
            let rang = duree.reconductions(le);
            prop_assert!(duree.debut_d_annee(rang) <= le && le <= duree.fin_d_annee(le));
        }
    }

    #[test]
    fn overlap_is_a_shared_day(a in une_duree(), b in une_duree()) {
        let premier = a.date_effet.max(b.date_effet);
        prop_assert_eq!(a.chevauche(&b), a.est_en_vigueur(premier) && b.est_en_vigueur(premier));
        prop_assert_eq!(a.chevauche(&b), b.chevauche(&a));
    }

    #[test]
    fn the_terms_of_a_day_are_the_last_that_took_effect(avenants in des_avenants(), le in un_jour()) {
        let du_jour = avenant_du(&avenants, le);
        let attendu = avenants.iter().rev().find(|avenant| avenant.date_effet <= le);
        prop_assert_eq!(du_jour, attendu);
        // What comes later never changes what held on a day before it.
        for nombre in 1..=avenants.len() {
            let connus = &avenants[..nombre];
            if avenants[nombre..].iter().all(|avenant| avenant.date_effet > le) {
                prop_assert_eq!(avenant_du(connus, le), du_jour);
            }
        }
    }
}

#[rstest]
#[case(SorteOrganisation::Structure, "", Ok(None))]
#[case(SorteOrganisation::Structure, " 50 ", Ok(Some(50)))]
#[case(SorteOrganisation::Structure, "0", Err("capacite_forme"))]
#[case(SorteOrganisation::Structure, "10000", Err("capacite_forme"))]
#[case(SorteOrganisation::Structure, "cinquante", Err("capacite_forme"))]
#[case(SorteOrganisation::PoleEmploi, "50", Err("capacite_hors_sorte"))]
#[case(SorteOrganisation::PoleEmploi, "", Ok(None))]
fn a_capacity_is_a_number_of_persons_of_a_structure(
    #[case] sorte: SorteOrganisation,
    #[case] texte: &str,
    #[case] attendu: Result<Option<u32>, &str>,
) {
    let lieux = lieux();
    let saisie =
        SaisieTermes { niveau: "departement".into(), capacite: texte.into(), ..SaisieTermes::default() };
    let lu = saisie.lire(Cadre { sorte, lieux: &lieux });
    match attendu {
        Ok(capacite) => {
            let lu = lu.expect("terms");
            assert_eq!(lu.capacite, capacite);
            assert_eq!(lu.saisie_de(sorte).capacite, texte.trim(), "typed again as it was");
        }
        Err(code) => {
            let refus = lu.expect_err("refused");
            let refus: Vec<_> = refus.iter().map(|e| (e.champ.as_str(), e.code.as_str())).collect();
            assert_eq!(refus, [("termes.capacite", code)]);
        }
    }
}

#[test]
fn a_change_of_capacity_is_told_in_words() {
    let lieux = lieux();
    let cadre = Cadre { sorte: SorteOrganisation::Structure, lieux: &lieux };
    let termes = |capacite: &str| {
        let capacite = capacite.to_owned();
        let saisie = SaisieTermes { niveau: "departement".into(), capacite, ..SaisieTermes::default() };
        saisie.lire(cadre).expect("terms")
    };
    let phrases = termes("").vers(&termes("50")).phrases();
    assert_eq!(phrases, ["Capacité : 50 personnes à la fois, au lieu de : non fixée."]);
    assert!(termes("50").vers(&termes("50")).est_vide());
}
