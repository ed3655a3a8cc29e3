//! A person is found by each of their names, however it is cut, accented or announced; and by what
//! is known of the birth.

use reciproque_server::depot::entite::{dossier, personne, personne_cle};
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::dossier::LigneDossier;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use super::recherche::{chercher, dossiers, naitre};
use crate::bac::Bac;

/// The names of somebody, in place of those of the demandeur.
async fn nommer(bac: &Bac, id: i64, [nom, naissance, prenom, autre]: [&str; 4]) {
    let ligne = personne::ActiveModel {
        id: Set(id),
        nom: Set(nom.into()),
        nom_cle: Set(cle_de_recherche(nom)),
        nom_naissance: Set(naissance.into()),
        nom_naissance_cle: Set(cle_de_recherche(naissance)),
        prenom: Set(prenom.into()),
        prenom_cle: Set(cle_de_recherche(prenom)),
        ..Default::default()
    };
    ligne.update(bac.base()).await.unwrap();
    let cles = personne_cle::cles(id, [nom, naissance, prenom, autre]);
    personne_cle::remplacer(bac.base(), &[id], cles).await.unwrap();
}

/// What the caisse wrote (used name, birth name, first name, another one), and what agents type.
const TEXTES: &[([&str; 4], &[&str])] = &[
    (
        ["D'ANGELOVA", "D'ANGELOVA", "PIA", ""],
        &[
            "dangelova",
            "d'angelova",
            "D’Angelova",
            "dʼangelova",
            "angelova",
            "d angelova",
            "D'Ang",
            "pia dangelova",
        ],
    ),
    (["DANGELOVA", "DANGELOVA", "PIA", ""], &["d'angelova", "d angelova pia", "dangelova"]),
    (["LEGUENOVI", "LEGUENOVI", "YANN", ""], &["le guenovi", "Le Guen", "leguenovi", "yann le guenovi"]),
    (["LE GUENOVI", "LE GUENOVI", "YANN", ""], &["leguenovi", "le  guenovi", "guenovi"]),
    (["BEN ALIVA", "BEN ALIVA", "SAMI", ""], &["benaliva", "ben aliva", "BEN-ALIVA", "aliva"]),
    (["EL AMRANOV", "EL AMRANOV", "SAMI", ""], &["elamranov", "El Amranov", "amranov"]),
    (["DELATOURVA", "DELATOURVA", "ANNE", ""], &["de la tourva", "de la tourva anne", "anne de la tour"]),
    (["O'BRIENOV", "O'BRIENOV", "LIAM", ""], &["obrienov", "O'Brienov", "o brienov", "O`Brienov"]),
    (["MBAPPOV", "MBAPPOV", "LEA", ""], &["m'bappov", "M. Mbappov", "m bappov"]),
    (
        ["MARTINOVA", "MARTINOVA", "JEAN-PIERRE", ""],
        &[
            "jeanpierre martinova",
            "martinova jeanpierre",
            "Jean Pierre MARTINOVA",
            "martinova pierre",
            "M. Martinova",
            "jean\u{2010}pierre martinova",
            "mart jean",
            "MARTINOVA, Jean-Pierre",
        ],
    ),
    (["MARTINOVA", "MARTINOVA", "JEANPIERRE", ""], &["jean-pierre martinova", "martinova jean pierre"]),
    (
        ["BOURGOINVA", "GAILLARDO", "GÉRALDINE", ""],
        &[
            "Mme Bourgoinva Géraldine",
            "Bourgoinva née Gaillardo",
            "bourgoinva nee gaillardo",
            "Gaillardo épouse Bourgoinva",
            "Mme Bourgoinva (née Gaillardo) Géraldine",
            "mme\u{a0}bourgoinva\u{a0}\u{a0}geraldine",
            "Mlle Gaillardo",
            "M. et Mme Bourgoinva",
            "ge\u{301}raldine",
        ],
    ),
    (["KEITOVA", "KEITOVA", "MARIAM", "ZOHRANA"], &["zohrana", "keitova zohrana", "Mariam Zohrana Keitova"]),
    (["GROSSMANOV", "GROSSMANOV", "LAETITIA", "ŒDIPE"], &["Großmanov", "Lætitia", "oedipe", "œdipe"]),
];

#[tokio::test]
async fn a_person_is_found_by_each_name_however_it_is_cut() {
    let bac = Bac::ouvrir().await;
    let (haas, hugo) = (bac.gens.haas, bac.connecter("hugo").await);
    for (noms, textes) in TEXTES {
        nommer(&bac, haas.demandeur, *noms).await;
        for texte in *textes {
            assert_eq!(dossiers(&hugo, texte).await, [haas.dossier], "{noms:?}: {texte}");
        }
        let irene = bac.connecter("irene").await;
        assert!(dossiers(&irene, textes[0]).await.is_empty(), "of another territory");
    }
    assert!(dossiers(&hugo, "keller zohrana").await.is_empty(), "each word counts");
}

#[tokio::test]
async fn a_number_is_found_with_the_words_that_announce_it() {
    let bac = Bac::ouvrir().await;
    let (haas, hugo) = (bac.gens.haas, bac.connecter("hugo").await);
    let foyer = dossier::ActiveModel {
        id: Set(haas.dossier),
        numero_demande: Set("91000011068".into()),
        matricule: Set(Some("3001011".into())),
        ..Default::default()
    };
    foyer.update(bac.base()).await.unwrap();
    let nir = personne::ActiveModel {
        id: Set(haas.demandeur),
        nir: Set(Some("2930368066030".into())),
        ..Default::default()
    };
    nir.update(bac.base()).await.unwrap();
    for texte in [
        "NIR 2930368066030",
        "nir : 2 93 03 68 066 030",
        "n°3001011",
        "nº 3001011",
        "allocataire n° 3001011",
        "matricule\u{a0}3001011 K",
        "dossier n°3001011",
        "demande 91000011068",
        "n° de demande : 91000011068",
        "Mme Haas n°3001011",
        "haas NIR 2930368066030",
    ] {
        assert_eq!(dossiers(&hugo, texte).await, [haas.dossier], "{texte}");
    }
    assert!(dossiers(&hugo, "Mme Keller n°3001011").await.is_empty(), "the name is of somebody else");
}

#[tokio::test]
async fn a_birth_is_found_by_what_is_known_of_it() {
    let bac = Bac::ouvrir().await;
    let (haas, hugo) = (bac.gens.haas, bac.connecter("hugo").await);
    let trouvent = [
        ("1965-07-14", "N", &["07/1965", "1965", "haas 1965", "juillet 1965", "14/07/1965"][..]),
        (
            "1965-07-01",
            "J",
            &["07/1965", "jourinconnu 07/1965", "00/07/1965", "07/1965 (jour inconnu)", "haas 14/07/1965"],
        ),
        ("1965-01-01", "O", &["1965", "1965 (jour et mois inconnus)", "07/1965", "14/07/1965"]),
    ];
    for (jour, precision, textes) in trouvent {
        naitre(&bac, haas.demandeur, jour, precision).await;
        for texte in textes {
            assert_eq!(dossiers(&hugo, texte).await, [haas.dossier], "{jour}/{precision}: {texte}");
        }
        assert!(dossiers(&hugo, "1966").await.is_empty());
        assert!(dossiers(&hugo, "07/1966").await.is_empty());
    }
    naitre(&bac, haas.demandeur, "1965-07-01", "J").await;
    assert!(dossiers(&hugo, "14/08/1965").await.is_empty(), "the month is known");
    assert!(dossiers(&hugo, "08/1965").await.is_empty(), "the month is known");
}

#[tokio::test]
async fn the_name_typed_whole_comes_first_and_the_birth_name_is_told() {
    let bac = Bac::ouvrir().await;
    let (gens, hugo) = (&bac.gens, bac.connecter("hugo").await);
    nommer(&bac, gens.haas.demandeur, ["LIABOUX", "LIABOUX", "ANNE", ""]).await;
    nommer(&bac, gens.muller.demandeur, ["ZIMMER", "LI", "ANNE", ""]).await;
    let lus = chercher(&hugo, "li").await.unwrap();
    let noms: Vec<_> =
        lus.lignes.iter().map(|ligne| (ligne.nom.as_str(), ligne.nom_naissance.as_deref())).collect();
    assert_eq!(noms, [("ZIMMER", Some("LI")), ("LIABOUX", None)]);
    let dits: Vec<_> = lus.lignes.iter().map(LigneDossier::nom_complet).collect();
    assert_eq!(dits, ["ZIMMER ANNE, née LI", "LIABOUX ANNE"]);
}

#[tokio::test]
async fn the_one_of_that_first_name_comes_before_who_has_it_as_a_second_one() {
    let bac = Bac::ouvrir().await;
    let (gens, hugo) = (&bac.gens, bac.connecter("hugo").await);
    nommer(&bac, gens.haas.demandeur, ["BENALIVA", "BENALIVA", "ANNE-MARIE", "SAMIRA"]).await;
    nommer(&bac, gens.muller.demandeur, ["BENALIVA", "BENALIVA", "SAMIRA", ""]).await;
    for texte in ["benaliva samira", "Samira Benaliva", "Mme Samira BENALIVA"] {
        assert_eq!(dossiers(&hugo, texte).await, [gens.muller.dossier, gens.haas.dossier], "{texte}");
    }
}
