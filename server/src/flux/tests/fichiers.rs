//! Whole files: real, cut short, malformed, hostile, of another nature.

use proptest::prelude::*;

use super::*;

/// The published sample, of another département; `None` when the folder is absent.
fn exemple() -> Option<Vec<u8>> {
    let chemin = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/flux/RSABEM.xml");
    let lu = std::fs::read(chemin).ok();
    if lu.is_none() {
        crate::alerter!("sample flow absent: test skipped");
    }
    lu
}

fn admis() -> Options {
    Options { autre_departement: true, ..Options::default() }
}

#[test]
fn the_published_sample_is_read_when_its_departement_is_accepted() {
    let Some(octets) = exemple() else { return };
    let (fichier, lus) = lit(&octets, &admis()).unwrap();
    assert_eq!((fichier.foyers, fichier.totaux.dossiers), (2, 1));
    assert_eq!(fichier.avertissements.len(), 1, "the trailer announces fewer dossiers than it holds");
    assert_eq!(fichier.entete.origine(), Origine::Caisse);
    assert_eq!(fichier.entete.reference.to_string(), "2022-02-28");
    // both blocks carry the same dossier number: the last wins
    assert!(matches!(lus[0], Lu::Double(_)));
    let foyers = foyers(&lus);
    assert_eq!(foyers.len(), 1);
    let foyer = foyers[0];
    assert_eq!(foyer.identification.type_partenaire.as_deref(), Some("CG"));
    assert_eq!(foyer.situation_dossier.suspensions_versement[0].motif, "06");
    assert_eq!(foyer.personnes[0].role.as_deref(), Some("CJT"));
    let ressources = foyer.personnes[0].ressources.as_ref().unwrap();
    assert_eq!(ressources.mois[0].details[0].montant, Some(167_500));
    assert_eq!(foyer.adresses[0].france.as_ref().unwrap().commune.as_deref(), Some("92044"));
    assert_eq!(foyer.autres, []);
}

#[test]
fn another_departement_is_refused_and_the_option_is_named() {
    let Some(octets) = exemple() else { return };
    let refus = verifie(&octets[..], &Options::default()).unwrap_err().to_string();
    assert!(refus.contains("052") && refus.contains("--autre-departement"), "{refus}");
}

#[test]
fn a_foyer_of_another_departement_is_rejected_alone() {
    let autre = foyer(&numero(2)).replace("<IDEPARTE>068", "<IDEPARTE>067");
    let (_, lus) = lit(flux(&[foyer(&numero(1)), autre]).as_bytes(), &Options::default()).unwrap();
    assert_eq!(foyers(&lus).len(), 1);
    assert_eq!(rejets(&lus)[0].element, "IDEPARTE");
}

#[test]
fn a_file_cut_anywhere_is_refused_whole() {
    let texte = flux(&[foyer(&numero(1)), foyer(&numero(2))]);
    let entier = texte.trim_end().len();
    for coupe in (0..entier).step_by(7) {
        let refus = verifie(&texte.as_bytes()[..coupe], &Options::default());
        assert!(refus.is_err(), "cut at {coupe}");
    }
    assert!(verifie(&texte.as_bytes()[..entier], &Options::default()).is_ok());
}

#[test]
fn a_malformed_file_is_refused_with_its_line() {
    let bon = flux(&[foyer(&numero(1))]);
    let lignes = bon.lines().position(|l| l.contains("<NOM>")).unwrap() + 1;
    let refus =
        verifie(bon.replace("MULLER</NOM>", "MULLER</MON>").as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(refus.ligne, Some(u32::try_from(lignes).unwrap()));
    for (de, vers) in [
        ("<TransmissionFlux>", "<Autre/><TransmissionFlux>"),
        ("<Racine>", "<Root>"),
        ("</Racine>", "</Racine><Racine/>"),
        ("<IdentificationFlux>", "<InfosFoyerRSA/><IdentificationFlux>"),
        ("MULLER", "MU&LLER"),
        ("MULLER", "MU&xxe;LLER"),
        ("MULLER", "MU<LLER"),
        ("MULLER", "\u{1}"),
    ] {
        assert!(verifie(bon.replacen(de, vers, 1).as_bytes(), &Options::default()).is_err(), "{vers}");
    }
}

#[test]
fn no_entity_is_declared_nor_opened() {
    let bombe = "<?xml version=\"1.0\"?>\n<!DOCTYPE Racine [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>\n<Racine>&a;</Racine>";
    let refus = verifie(bombe.as_bytes(), &Options::default()).unwrap_err();
    assert!(refus.message.contains("DOCTYPE"), "{refus}");
}

#[test]
fn another_nature_of_flow_is_named() {
    let bon = flux(&[]);
    for (de, vers, dit) in [
        ("<NATFLUX>D", "<NATFLUX>F", "financier"),
        ("<NATFLUX>D", "<NATFLUX>I", "instruction"),
        ("<TransmissionFlux>", "<InfosCreanceFoyerRSA/><TransmissionFlux>", "créances"),
    ] {
        let refus = verifie(bon.replacen(de, vers, 1).as_bytes(), &Options::default()).unwrap_err();
        assert!(refus.message.contains(dit), "{refus}");
    }
    assert!(verifie(bon.replace("<DTREF>2026-10-31", "<DTREF>").as_bytes(), &Options::default()).is_err());
}

#[test]
fn the_encoding_changes_nothing() {
    let utf8 = flux(&[foyer(&numero(1))]);
    let annonce = utf8.replace("encoding=\"UTF-8\"", "encoding=\"windows-1252\"");
    let (latin, _, pertes) = encoding_rs::WINDOWS_1252.encode(&annonce);
    assert!(!pertes);
    let (_, un) = lit(utf8.as_bytes(), &Options::default()).unwrap();
    let (_, deux) = lit(&latin, &Options::default()).unwrap();
    assert_eq!(foyers(&un), foyers(&deux));
    assert_eq!(foyers(&un)[0].personnes[0].nom_naissance, "MÜLLER");
}

#[test]
fn bytes_that_are_not_of_the_declared_encoding_are_refused_at_their_line() {
    let mut octets = flux(&[foyer(&numero(1))]).into_bytes();
    let place = octets.windows(2).position(|f| f == "Ü".as_bytes()).unwrap();
    octets.remove(place);
    let ligne = octets[..place].iter().filter(|&&o| o == b'\n').count() + 1;
    let refus = verifie(&octets[..], &Options::default()).unwrap_err();
    assert_eq!(refus.ligne, Some(u32::try_from(ligne).unwrap()));
}

#[test]
fn the_totals_are_compared() {
    let deux = [foyer(&numero(1)), foyer(&numero(2))];
    let avertit = |total: &str| {
        let texte =
            flux(&deux).replace("<NBTOTDOSRSATRANSM>00000002", &format!("<NBTOTDOSRSATRANSM>{total}"));
        verifie(texte.as_bytes(), &Options::default()).unwrap().avertissements.len()
    };
    assert_eq!((avertit("00000002"), avertit("00000001"), avertit("00000003")), (0, 1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_never_panic(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = lit(&octets, &admis());
    }

    #[test]
    fn a_damaged_flow_never_panics(place in 0_usize..4000, octets in proptest::collection::vec(any::<u8>(), 0..6), ote in 0_usize..40) {
        let mut texte = flux(&[foyer(&numero(1)), foyer(&numero(2))]).into_bytes();
        let place = place.min(texte.len());
        let fin = (place + ote).min(texte.len());
        texte.splice(place..fin, octets);
        let _ = lit(&texte, &admis());
    }

    #[test]
    fn arbitrary_markup_never_panics(texte in "(<(/|\\?|!|!--|!\\[CDATA\\[)?[A-Za-zé]{0,6}( [a-z]=\"[^\"]{0,3}\")?/?>|&[a-z#0-9]{0,4};|[a-zÀ-ÿ \n]{0,5}){0,40}") {
        let corps = flux(&[]).replace("<TransmissionFlux>", &format!("<InfosFoyerRSA>{texte}</InfosFoyerRSA><TransmissionFlux>"));
        let _ = lit(corps.as_bytes(), &admis());
    }
}
